// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Inclusion proofs of RFC 9162, section 2.1.3.2: SHA-256 with 0x01 before inner nodes.
library MerkleInclusion {
    function verify(
        bytes32 root,
        uint64 size,
        bytes32 leafHash,
        uint64 index,
        bytes32[] calldata path
    ) internal pure returns (bool) {
        if (index >= size) return false;
        uint64 last = size - 1;
        bytes32 hash = leafHash;
        for (uint256 i; i < path.length; i++) {
            if (last == 0) return false;
            if (index % 2 == 1 || index == last) {
                hash = sha256(abi.encodePacked(bytes1(0x01), path[i], hash));
                while (index % 2 == 0 && index != 0) {
                    index /= 2;
                    last /= 2;
                }
            } else {
                hash = sha256(abi.encodePacked(bytes1(0x01), hash, path[i]));
            }
            index /= 2;
            last /= 2;
        }
        return last == 0 && hash == root;
    }
}
