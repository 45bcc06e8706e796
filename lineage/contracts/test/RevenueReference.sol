// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The naive reading of the rule: every payment is followed on its own, and every wei of
/// every model's part is kept as a number. Shares no code with RevenueSplit.
contract RevenueReference {
    mapping(uint256 model => uint256[]) private _parents;
    mapping(uint256 model => uint256[]) private _parentBp;
    mapping(uint256 model => uint256) public earned;

    function setParent(uint256 model, uint256 parent, uint256 bp) external {
        _parents[model].push(parent);
        _parentBp[model].push(bp);
    }

    /// Level by level instead of by recursion.
    function pay(uint256 model, uint256 amount) external {
        uint256[] memory at = new uint256[](200);
        uint256[] memory left = new uint256[](200);
        uint256 end = 1;
        (at[0], left[0]) = (model, amount);
        for (uint256 i; i < end; i++) {
            uint256 own = left[i];
            for (uint256 k; k < _parents[at[i]].length; k++) {
                uint256 up = (left[i] * _parentBp[at[i]][k]) / 10_000;
                own -= up;
                at[end] = _parents[at[i]][k];
                left[end++] = up;
            }
            earned[at[i]] += own;
        }
    }
}
