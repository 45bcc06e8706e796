// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MerkleInclusion} from "../src/MerkleInclusion.sol";
import {IAnchorLog} from "../src/interfaces/IAnchorLog.sol";
import {LinealTest} from "./Lineal.t.sol";

contract AnchorLogTest is LinealTest {
    string private constant VECTORS = "../src/test/resources/vectors/merkle/inclusion-0";

    function test_anchor_keepsTheFirstBlock() public {
        vm.expectEmit(address(anchors));
        emit IAnchorLog.Anchored(ALICE, "root", 3);
        vm.prank(ALICE);
        anchors.anchor("root", 3);
        IAnchorLog.Anchor memory record = anchors.anchorOf(ALICE, "root");
        assertEq(record.blockNumber, block.number);
        assertEq(record.time, block.timestamp);
        assertEq(record.leaves, 3);
        assertEq(anchors.anchorOf(BOB, "root").blockNumber, 0);
    }

    function test_anchor_revertsWith_AlreadyAnchored() public {
        anchors.anchor("root", 3);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAnchorLog.AlreadyAnchored.selector,
                address(this),
                bytes32("root"),
                uint64(block.number)
            )
        );
        anchors.anchor("root", 3);
    }

    function test_anchor_revertsWith_NoLeaves() public {
        vm.expectRevert(abi.encodeWithSelector(IAnchorLog.NoLeaves.selector));
        anchors.anchor("root", 0);
    }

    function test_anchor_sameRootOfAnother_isNotBlocked() public {
        vm.prank(ALICE);
        anchors.anchor("root", 1);
        vm.prank(BOB);
        anchors.anchor("root", 2);
        assertEq(anchors.anchorOf(BOB, "root").leaves, 2);
    }

    function test_includes_vectors01() public {
        assertEq(_vectors("1"), 1);
    }

    function test_includes_vectors02() public {
        assertEq(_vectors("2"), 2);
    }

    function test_includes_vectors03() public {
        assertEq(_vectors("3"), 3);
    }

    function test_includes_vectors05() public {
        assertEq(_vectors("5"), 5);
    }

    function test_includes_vectors07() public {
        assertEq(_vectors("7"), 7);
    }

    function test_includes_vectors08() public {
        assertEq(_vectors("8"), 8);
    }

    /// Every case of a file of the shared vectors; how many of them hold.
    function _vectors(string memory size) private returns (uint256 valid) {
        string memory json = vm.readFile(string.concat(VECTORS, size, ".json"));
        for (uint256 i; vm.keyExistsJson(json, _case(i, "")); i++) {
            bool expected = vm.parseJsonBool(json, _case(i, ".valid"));
            bool holds = _holds(json, i);
            if (holds != expected) revert NotTrue(vm.parseJsonString(json, _case(i, ".name")));
            if (holds) valid++;
        }
    }

    function _case(uint256 i, string memory field) private pure returns (string memory) {
        return string.concat(".cases[", vm.toString(i), "]", field);
    }

    /// Anchors the root for as many leaves as the case says, as anybody could, and asks.
    function _holds(string memory json, uint256 i) private returns (bool) {
        int256 index = vm.parseJsonInt(json, _case(i, ".index"));
        int256 size = vm.parseJsonInt(json, _case(i, ".size"));
        if (index < 0 || size < 1) return false;
        bytes32 root = _hash(vm.parseJsonString(json, _case(i, ".root")));
        string[] memory texts = vm.parseJsonStringArray(json, _case(i, ".path"));
        bytes32[] memory path = new bytes32[](texts.length);
        for (uint256 k; k < texts.length; k++) {
            path[k] = _hash(texts[k]);
        }
        bytes32 leaf = sha256(
            abi.encodePacked(bytes1(0), _bytes(vm.parseJsonString(json, _case(i, ".leaf"))))
        );
        address writer = address(uint160(i + 1));
        vm.prank(writer);
        anchors.anchor(root, uint64(uint256(size)));
        return anchors.includes(writer, root, leaf, uint64(uint256(index)), path);
    }

    function _bytes(string memory hexText) private pure returns (bytes memory) {
        return
            bytes(hexText).length == 0 ? new bytes(0) : vm.parseBytes(string.concat("0x", hexText));
    }

    function _hash(string memory hexText) private pure returns (bytes32) {
        bytes memory read = _bytes(hexText);
        return read.length == 32 ? bytes32(read) : bytes32(0);
    }

    /// Twin: RFC 9162's definition of the tree by its largest power of two, and its paths.
    function testFuzz_includes_againstTheDefinition(uint8 size, uint8 at, uint256 seed)
        public
        view
    {
        uint256 n = bounded(size, 1, 40);
        uint256 index = at % n;
        bytes32[] memory leaves = new bytes32[](n);
        for (uint256 i; i < n; i++) {
            leaves[i] = keccak256(abi.encode(seed, i));
        }
        bytes32 root = _root(leaves, 0, n);
        bytes32[] memory path = _path(leaves, index, 0, n);
        assertTrue(_verify(root, n, leaves[index], index, path), "a true proof");
        assertTrue(!_verify(root, n, leaves[index], (index + 1) % (n + 1), path), "another index");
        assertTrue(!_verify(bytes32(uint256(root) ^ 1), n, leaves[index], index, path), "root");
        if (path.length > 0) {
            path[seed % path.length] ^= bytes32(uint256(1) << (seed % 256));
            assertTrue(!_verify(root, n, leaves[index], index, path), "an altered path");
        }
    }

    function _verify(bytes32 root, uint256 size, bytes32 leaf, uint256 index, bytes32[] memory path)
        private
        view
        returns (bool)
    {
        return this.verify(root, uint64(size), leaf, uint64(index), path);
    }

    function verify(bytes32 root, uint64 size, bytes32 leaf, uint64 index, bytes32[] calldata path)
        external
        pure
        returns (bool)
    {
        return MerkleInclusion.verify(root, size, leaf, index, path);
    }

    function _split(uint256 n) private pure returns (uint256 k) {
        k = 1;
        while (k * 2 < n) k *= 2;
    }

    function _root(bytes32[] memory leaves, uint256 from, uint256 to)
        private
        pure
        returns (bytes32)
    {
        if (to - from == 1) return leaves[from];
        uint256 middle = from + _split(to - from);
        return sha256(
            abi.encodePacked(bytes1(0x01), _root(leaves, from, middle), _root(leaves, middle, to))
        );
    }

    function _path(bytes32[] memory leaves, uint256 index, uint256 from, uint256 to)
        private
        pure
        returns (bytes32[] memory path)
    {
        if (to - from == 1) return new bytes32[](0);
        uint256 middle = from + _split(to - from);
        bool left = index < middle;
        bytes32[] memory below =
            left ? _path(leaves, index, from, middle) : _path(leaves, index, middle, to);
        path = new bytes32[](below.length + 1);
        for (uint256 i; i < below.length; i++) {
            path[i] = below[i];
        }
        path[below.length] = left ? _root(leaves, middle, to) : _root(leaves, from, middle);
    }
}
