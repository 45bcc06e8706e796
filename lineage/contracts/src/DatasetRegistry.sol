// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IDatasetRegistry} from "./interfaces/IDatasetRegistry.sol";
import {LicenceTerms, Preset, Terms} from "./LicenceTerms.sol";

/// @notice See IDatasetRegistry.
contract DatasetRegistry is IDatasetRegistry, ERC721 {
    uint256 private constant MAX_TEXTS = 16;
    uint256 private constant MAX_TEXT = 1024;

    struct Dataset {
        string study;
        Version[] versions;
        uint64[] registeredAt;
        Terms[] terms;
        mapping(bytes32 contentRoot => uint256) versionPlusOne;
    }

    mapping(uint256 dataset => Dataset) private _datasets;
    mapping(address registrant => mapping(bytes32 contentRoot => uint256)) private _found;

    uint256 public count;

    constructor() ERC721("Lineal dataset", "LINDATA") {}

    modifier onlyOwnerOf(uint256 dataset) {
        if (_holder(dataset) != msg.sender) revert NotDatasetOwner(dataset, msg.sender);
        _;
    }

    function register(string calldata study_, Version calldata first, Terms calldata terms_)
        external
        returns (uint256 dataset)
    {
        if (bytes(study_).length == 0 || bytes(study_).length > 64) revert BadVersion("study");
        dataset = ++count;
        _datasets[dataset].study = study_;
        _mint(msg.sender, dataset);
        emit DatasetRegistered(dataset, msg.sender, study_);
        _append(dataset, first);
        _appendTerms(dataset, terms_);
    }

    function append(uint256 dataset, Version calldata next)
        external
        onlyOwnerOf(dataset)
        returns (uint256)
    {
        return _append(dataset, next);
    }

    function appendTerms(uint256 dataset, Terms calldata next)
        external
        onlyOwnerOf(dataset)
        returns (uint256)
    {
        return _appendTerms(dataset, next);
    }

    function study(uint256 dataset) external view returns (string memory) {
        return _known(dataset).study;
    }

    function versions(uint256 dataset) external view returns (uint256) {
        return _known(dataset).versions.length;
    }

    function version(uint256 dataset, uint256 number)
        external
        view
        returns (Version memory stated, uint64 registeredAt)
    {
        Dataset storage found = _known(dataset);
        if (number >= found.versions.length) revert UnknownVersion(dataset, number);
        return (found.versions[number], found.registeredAt[number]);
    }

    function currentTerms(uint256 dataset) external view returns (uint256) {
        return _known(dataset).terms.length - 1;
    }

    function terms(uint256 dataset, uint256 number) external view returns (Terms memory) {
        return _terms(dataset, number);
    }

    function preset(Preset name, uint256 priceWei, uint16 shareBp)
        external
        pure
        returns (Terms memory)
    {
        if (name == Preset.Commercial) return LicenceTerms.commercial(priceWei, shareBp);
        return name == Preset.Research ? LicenceTerms.research(priceWei) : LicenceTerms.evaluation();
    }

    function limits(uint256 dataset, uint256 number) external view returns (uint32, uint64) {
        Terms storage found = _terms(dataset, number);
        return (found.iterations, found.releasedScalars);
    }

    function find(address registrant, bytes32 contentRoot)
        external
        view
        returns (bool found, uint256 dataset, uint256 version_)
    {
        dataset = _found[registrant][contentRoot];
        found = dataset != 0;
        version_ = found ? _datasets[dataset].versionPlusOne[contentRoot] - 1 : 0;
    }

    function hasContent(uint256 dataset, bytes32 contentRoot) external view returns (bool) {
        return _datasets[dataset].versionPlusOne[contentRoot] != 0;
    }

    /// @notice Where the newest version's manifest is.
    function tokenURI(uint256 dataset) public view override returns (string memory) {
        Dataset storage found = _known(dataset);
        return found.versions[found.versions.length - 1].uri;
    }

    function _append(uint256 dataset, Version calldata next) private returns (uint256 number) {
        if (next.contentRoot == 0) revert BadVersion("contentRoot");
        if (next.manifestSha256 == 0) revert BadVersion("manifestSha256");
        if (next.schemaSha256 == 0) revert BadVersion("schemaSha256");
        if (next.rows == 0) revert BadVersion("rows");
        if (bytes(next.uri).length > MAX_TEXT) revert BadVersion("uri");
        uint256 before = _found[msg.sender][next.contentRoot];
        Dataset storage found = _datasets[dataset];
        if (before == 0 && found.versionPlusOne[next.contentRoot] != 0) before = dataset;
        if (before != 0) revert ContentRegistered(next.contentRoot, before);
        _found[msg.sender][next.contentRoot] = dataset;
        number = found.versions.length;
        found.versions.push(next);
        found.registeredAt.push(uint64(block.timestamp));
        found.versionPlusOne[next.contentRoot] = number + 1;
        emit VersionAppended(dataset, next.contentRoot, number);
    }

    function _appendTerms(uint256 dataset, Terms calldata next) private returns (uint256 number) {
        _check(next.purposesAllowed, "purposesAllowed");
        _check(next.purposesForbidden, "purposesForbidden");
        _check(next.releases, "releases");
        if (next.tasks == 0 || next.tasks > (LicenceTerms.LOGISTIC | LicenceTerms.LINEAR)) {
            revert BadTerms("tasks");
        }
        if (next.revenueShareBp > LicenceTerms.WHOLE) revert BadTerms("revenueShareBp");
        if (next.iterations == 0) revert BadTerms("iterations");
        if (next.duration == 0) revert BadTerms("duration");
        Dataset storage found = _datasets[dataset];
        number = found.terms.length;
        found.terms.push(next);
        emit TermsAppended(dataset, number, next.priceWei);
    }

    function _check(string[] calldata texts, string memory field) private pure {
        if (texts.length > MAX_TEXTS) revert BadTerms(field);
        for (uint256 i; i < texts.length; i++) {
            uint256 length = bytes(texts[i]).length;
            if (length == 0 || length > MAX_TEXT) revert BadTerms(field);
        }
    }

    function _terms(uint256 dataset, uint256 number) private view returns (Terms storage) {
        Dataset storage found = _known(dataset);
        if (number >= found.terms.length) revert UnknownTerms(dataset, number);
        return found.terms[number];
    }

    function _holder(uint256 dataset) private view returns (address) {
        _known(dataset);
        return _ownerOf(dataset);
    }

    function _known(uint256 dataset) private view returns (Dataset storage) {
        if (dataset == 0 || dataset > count) revert UnknownDataset(dataset);
        return _datasets[dataset];
    }
}
