// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What these tests use of forge's cheat codes; nothing is downloaded for it.
interface Vm {
    function prank(address) external;
    function startPrank(address) external;
    function stopPrank() external;
    function deal(address, uint256) external;
    function warp(uint256) external;
    function expectRevert(bytes calldata) external;
    function expectEmit(address) external;
    function assume(bool) external pure;
    function readFile(string calldata) external view returns (string memory);
    function parseJsonBool(string calldata, string calldata) external pure returns (bool);
    function parseJsonString(string calldata, string calldata) external pure returns (string memory);
    function parseJsonInt(string calldata, string calldata) external pure returns (int256);
    function parseJsonStringArray(string calldata, string calldata)
        external
        pure
        returns (string[] memory);
    function parseBytes(string calldata) external pure returns (bytes memory);
    function keyExistsJson(string calldata, string calldata) external view returns (bool);
    function toString(uint256) external pure returns (string memory);
    function snapshotGasLastCall(string calldata, string calldata) external returns (uint256);
}
