// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ILicenceMarket} from "./interfaces/ILicenceMarket.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";

/// @notice See IModelRegistry.
contract ModelRegistry is IModelRegistry, ERC721 {
    uint256 private constant WHOLE = 10_000;
    uint256 private constant MAX_CONTRIBUTORS = 256;
    uint256 public constant MAX_DEPTH = 8;
    uint256 public constant MAX_ANCESTORS = 64;

    struct Model {
        Licence licence;
        Contributor[] contributors;
        Parent[] parents;
        Version[] versions;
        address[] trainers;
        uint64[] registeredAt;
        uint64 depth;
        uint64 ancestors;
        uint16 parentsBp;
    }

    ILicenceMarket public immutable market;
    uint256 public count;

    mapping(uint256 model => Model) private _models;
    mapping(address trainer => mapping(bytes32 plan => uint256)) private _modelOfRun;
    mapping(address trainer => mapping(bytes32 manifestSha256 => uint256)) public find;

    constructor(ILicenceMarket market_) ERC721("Lineal model", "LINMODEL") {
        market = market_;
    }

    function register(
        Version calldata first,
        Licence calldata licence_,
        Contributor[] calldata contributors_,
        Parent[] calldata parents_
    ) external returns (uint256 id) {
        id = ++count;
        Model storage model = _models[id];
        model.licence = licence_;
        _setParents(model, parents_);
        _setContributors(model, contributors_);
        _mint(msg.sender, id);
        uint256[] memory named = new uint256[](parents_.length);
        for (uint256 i; i < named.length; i++) {
            named[i] = parents_[i].model;
        }
        emit ModelRegistered(id, msg.sender, named);
        if (licence_.derivativeShareBp > WHOLE) revert LicenceTooWide("derivativeShareBp");
        _append(id, model, first);
        emit PriceSet(id, licence_.pricePerCallWei);
    }

    function append(uint256 id, Version calldata next) external returns (uint256) {
        return _append(id, _onlyOwner(id), next);
    }

    function setPrice(uint256 id, uint256 pricePerCallWei) external {
        Licence storage stated = _onlyOwner(id).licence;
        if (pricePerCallWei != 0 && !stated.commercialUse) {
            revert LicenceTooWide("pricePerCallWei");
        }
        stated.pricePerCallWei = pricePerCallWei;
        emit PriceSet(id, pricePerCallWei);
    }

    function licence(uint256 id) external view returns (Licence memory) {
        return _known(id).licence;
    }

    function contributors(uint256 id) external view returns (Contributor[] memory) {
        return _known(id).contributors;
    }

    function parents(uint256 id) external view returns (Parent[] memory) {
        return _known(id).parents;
    }

    function shareOf(uint256 id, address payee) external view returns (uint16) {
        return _share(_known(id).contributors, payee);
    }

    function versions(uint256 id) external view returns (uint256) {
        return _known(id).versions.length;
    }

    function version(uint256 id, uint256 number)
        external
        view
        returns (Version memory stated, address trainer, uint64 registeredAt)
    {
        Model storage model = _known(id);
        if (number >= model.versions.length) revert UnknownVersion(id, number);
        return (model.versions[number], model.trainers[number], model.registeredAt[number]);
    }

    function ancestry(uint256 id) external view returns (uint256, uint256) {
        Model storage model = _known(id);
        return (model.depth, model.ancestors);
    }

    /// @notice Where the newest version's manifest is.
    function tokenURI(uint256 id) public view override returns (string memory) {
        Model storage model = _known(id);
        return model.versions[model.versions.length - 1].uri;
    }

    function _append(uint256 id, Model storage model, Version calldata next)
        private
        returns (uint256 number)
    {
        if (next.manifestSha256 == 0) revert BadManifest();
        uint256 before = find[msg.sender][next.manifestSha256];
        if (before != 0) revert ManifestRegistered(next.manifestSha256, before);
        before = _modelOfRun[msg.sender][next.plan];
        if (before != 0) revert RunUsed(msg.sender, next.plan, before);
        _checkRun(model, next.plan);
        find[msg.sender][next.manifestSha256] = id;
        _modelOfRun[msg.sender][next.plan] = id;
        number = model.versions.length;
        model.versions.push(next);
        model.trainers.push(msg.sender);
        model.registeredAt.push(uint64(block.timestamp));
        emit VersionAppended(id, next.manifestSha256, next.plan, number);
    }

    /// What the run's grants ask of the model's licence and of its contributors' shares.
    function _checkRun(Model storage model, bytes32 plan) private view {
        ILicenceMarket.Run memory run = market.run(msg.sender, plan);
        if (run.openedAt == 0) revert RunNotOpened(msg.sender, plan);
        Licence storage stated = model.licence;
        if (stated.commercialUse && !run.commercial) revert LicenceTooWide("commercialUse");
        if (stated.derivatives && !run.derivatives) revert LicenceTooWide("derivatives");
        if (stated.pricePerCallWei != 0 && !stated.commercialUse) {
            revert LicenceTooWide("pricePerCallWei");
        }
        ILicenceMarket.Obligation[] memory owed = market.obligations(msg.sender, plan);
        uint256 left = WHOLE - model.parentsBp;
        for (uint256 i; i < owed.length; i++) {
            uint256 needed = owed[i].shareBp;
            for (uint256 k; k < owed.length; k++) {
                if (k != i && owed[k].owner == owed[i].owner) needed += owed[k].shareBp;
            }
            if (needed == 0) continue;
            uint256 share = _share(model.contributors, owed[i].owner);
            if (share * left < needed * WHOLE) revert ShareTooSmall(owed[i].owner, needed);
        }
    }

    function _setParents(Model storage model, Parent[] calldata given) private {
        uint256 depth;
        uint256 ancestors;
        uint256 sumBp;
        for (uint256 i; i < given.length; i++) {
            if (i > 0 && given[i].model <= given[i - 1].model) revert BadParents(i);
            Model storage parent = _known(given[i].model);
            Licence storage granted = parent.licence;
            if (!granted.derivatives) revert DerivativeNotAllowed(given[i].model);
            if (given[i].shareBp < granted.derivativeShareBp) {
                revert DerivativeShareTooSmall(given[i].model, granted.derivativeShareBp);
            }
            if (model.licence.commercialUse && !granted.commercialUse) {
                revert LicenceTooWide("commercialUse");
            }
            sumBp += given[i].shareBp;
            if (sumBp > WHOLE) revert BadParents(i);
            ancestors += parent.ancestors + 1;
            if (parent.depth + 1 > depth) depth = parent.depth + 1;
            if (depth > MAX_DEPTH || ancestors > MAX_ANCESTORS) {
                revert AncestryTooLarge(depth, ancestors);
            }
            model.parents.push(given[i]);
        }
        model.depth = uint64(depth);
        model.ancestors = uint64(ancestors);
        model.parentsBp = uint16(sumBp);
    }

    function _setContributors(Model storage model, Contributor[] calldata given) private {
        if (given.length == 0 || given.length > MAX_CONTRIBUTORS) {
            revert BadContributors(given.length);
        }
        uint256 sumBp;
        for (uint256 i; i < given.length; i++) {
            bool ascends = given[i].payee > (i == 0 ? address(0) : given[i - 1].payee);
            if (!ascends || given[i].shareBp == 0) revert BadContributors(i);
            sumBp += given[i].shareBp;
            model.contributors.push(given[i]);
        }
        if (sumBp != WHOLE) revert SharesNotWhole(sumBp);
    }

    /// Contributors ascend by address, so the search halves.
    function _share(Contributor[] storage list, address payee) private view returns (uint16) {
        uint256 low;
        uint256 high = list.length;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            Contributor storage found = list[middle];
            if (found.payee == payee) return found.shareBp;
            if (found.payee < payee) low = middle + 1;
            else high = middle;
        }
        return 0;
    }

    function _onlyOwner(uint256 id) private view returns (Model storage model) {
        model = _known(id);
        if (_ownerOf(id) != msg.sender) revert NotModelOwner(id, msg.sender);
    }

    function _known(uint256 id) private view returns (Model storage) {
        if (id == 0 || id > count || _ownerOf(id) == address(0)) revert UnknownModel(id);
        return _models[id];
    }
}
