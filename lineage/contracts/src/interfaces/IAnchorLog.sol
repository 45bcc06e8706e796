// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Roots of manifests and when they were first on chain
/// @notice Anybody anchors; a record belongs to who wrote it, so nobody can take or block
/// another's root. One root stands for as many manifests as its tree has leaves.
interface IAnchorLog {
    /// @param blockNumber 0 where there is no such record
    /// @param time seconds since 1970
    /// @param leaves of the tree; 1 where the root is one manifest's leaf hash
    struct Anchor {
        uint64 blockNumber;
        uint64 time;
        uint64 leaves;
    }

    event Anchored(address indexed by, bytes32 indexed root, uint64 leaves);

    /// @notice This address anchored this root before; the record stays as it was.
    error AlreadyAnchored(address by, bytes32 root, uint64 blockNumber);
    /// @notice A root of no leaves says nothing.
    error NoLeaves();

    /// @notice Writes down a root, once per caller.
    /// @param root RFC 9162 Merkle tree hash (SHA-256)
    /// @param leaves number of manifests under it
    function anchor(bytes32 root, uint64 leaves) external;

    function anchorOf(address by, bytes32 root) external view returns (Anchor memory);

    /// @notice Whether a leaf is under a root that an address anchored (RFC 9162, 2.1.3.2).
    /// @param leafHash SHA-256 of 0x00 and the leaf
    function includes(
        address by,
        bytes32 root,
        bytes32 leafHash,
        uint64 index,
        bytes32[] calldata path
    ) external view returns (bool);
}
