// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Preset, Terms} from "../LicenceTerms.sol";

/// @title Datasets: what their owners published, and on what terms
/// @notice A dataset is a token (ERC-721). Versions and terms are appended; nothing is altered or
/// removed. Whoever holds the token decides and is paid.
interface IDatasetRegistry is IERC721 {
    /// @notice One version of a dataset, as its owner states it.
    /// @param contentRoot RFC 9162 root over the shards' hashes
    /// @param manifestSha256 hash of the dataset manifest
    /// @param schemaSha256 hash of the study's schema
    /// @param rows real rows
    /// @param uri where the manifest is, such as ipfs://CID
    struct Version {
        bytes32 contentRoot;
        bytes32 manifestSha256;
        bytes32 schemaSha256;
        uint64 rows;
        string uri;
    }

    event DatasetRegistered(uint256 indexed dataset, address indexed owner, string study);
    event VersionAppended(uint256 indexed dataset, bytes32 indexed contentRoot, uint256 version);
    event TermsAppended(uint256 indexed dataset, uint256 terms, uint256 priceWei);

    /// @notice No such dataset, version or terms.
    error UnknownDataset(uint256 dataset);
    error UnknownVersion(uint256 dataset, uint256 version);
    error UnknownTerms(uint256 dataset, uint256 terms);
    /// @notice Only the holder of the dataset's token may do this.
    error NotDatasetOwner(uint256 dataset, address caller);
    /// @notice This address registered this content root before.
    error ContentRegistered(bytes32 contentRoot, uint256 dataset);
    /// @notice A field that must not be empty, 0 or larger than it may be.
    error BadVersion(string field);
    error BadTerms(string field);

    /// @notice Registers a dataset with its first version and terms; the caller owns it.
    function register(string calldata study, Version calldata first, Terms calldata terms_)
        external
        returns (uint256 dataset);

    /// @notice Appends a version. Only the owner.
    function append(uint256 dataset, Version calldata next) external returns (uint256 version_);

    /// @notice Appends terms, which count for grants from now on. Only the owner.
    function appendTerms(uint256 dataset, Terms calldata next) external returns (uint256 terms_);

    /// @notice The study's id.
    function study(uint256 dataset) external view returns (string memory);

    /// @notice How many versions there are; they are numbered from 0.
    function versions(uint256 dataset) external view returns (uint256);

    /// @notice A version and when it was registered, in seconds since 1970.
    function version(uint256 dataset, uint256 number)
        external
        view
        returns (Version memory stated, uint64 registeredAt);

    /// @notice The number of the terms that count now; terms are numbered from 0.
    function currentTerms(uint256 dataset) external view returns (uint256);

    function terms(uint256 dataset, uint256 number) external view returns (Terms memory);

    /// @notice Terms to start from; a preset without price or share leaves that argument out.
    function preset(Preset name, uint256 priceWei, uint16 shareBp)
        external
        pure
        returns (Terms memory);

    /// @notice What all runs under one grant of these terms may do.
    function limits(uint256 dataset, uint256 number)
        external
        view
        returns (uint32 iterations, uint64 releasedScalars);

    /// @notice Where an address registered a content root; no address can take another's.
    function find(address registrant, bytes32 contentRoot)
        external
        view
        returns (bool found, uint256 dataset, uint256 version_);

    /// @notice Whether a content root is a version of this dataset.
    function hasContent(uint256 dataset, bytes32 contentRoot) external view returns (bool);

    /// @notice How many datasets there are; they are numbered from 1.
    function count() external view returns (uint256);
}
