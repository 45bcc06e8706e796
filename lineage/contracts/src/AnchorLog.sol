// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAnchorLog} from "./interfaces/IAnchorLog.sol";
import {MerkleInclusion} from "./MerkleInclusion.sol";

/// @notice See IAnchorLog.
contract AnchorLog is IAnchorLog {
    mapping(address by => mapping(bytes32 root => Anchor)) private _anchors;

    function anchor(bytes32 root, uint64 leaves) external {
        if (leaves == 0) revert NoLeaves();
        Anchor storage record = _anchors[msg.sender][root];
        if (record.blockNumber != 0) revert AlreadyAnchored(msg.sender, root, record.blockNumber);
        _anchors[msg.sender][root] = Anchor(uint64(block.number), uint64(block.timestamp), leaves);
        emit Anchored(msg.sender, root, leaves);
    }

    function anchorOf(address by, bytes32 root) external view returns (Anchor memory) {
        return _anchors[by][root];
    }

    function includes(
        address by,
        bytes32 root,
        bytes32 leafHash,
        uint64 index,
        bytes32[] calldata path
    ) external view returns (bool) {
        return MerkleInclusion.verify(root, _anchors[by][root].leaves, leafHash, index, path);
    }
}
