// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ILicenceMarket} from "./ILicenceMarket.sol";

/// @title Models: manifest, parents, contributors, licence
/// @notice A model is a token (ERC-721). Each version comes from a run that was opened on the
/// market with valid grants before it was trained; without such a run nothing is registered.
interface IModelRegistry is IERC721 {
    /// @notice What users of a model may do and pay.
    /// @param commercialUse only where all grants of the run and all parents allow it
    /// @param derivatives only where all grants of the run allow them
    /// @param derivativeShareBp least share of a child's payments that goes to this model
    /// @param pricePerCallWei may be 0; more only where commercialUse is set
    struct Licence {
        bool commercialUse;
        bool derivatives;
        uint16 derivativeShareBp;
        uint256 pricePerCallWei;
    }

    /// @notice Who is paid; basis points of what the parents leave.
    struct Contributor {
        address payee;
        uint16 shareBp;
    }

    /// @notice A model this one was made from, and its part of every payment.
    struct Parent {
        uint256 model;
        uint16 shareBp;
    }

    /// @param plan SHA-256 of the plan of a run that the caller opened on the market
    /// @param manifestSha256 hash of the model's manifest
    /// @param uri where the manifest is
    struct Version {
        bytes32 plan;
        bytes32 manifestSha256;
        string uri;
    }

    event ModelRegistered(uint256 indexed model, address indexed by, uint256[] parents);
    event VersionAppended(
        uint256 indexed model, bytes32 indexed manifestSha256, bytes32 plan, uint256 version
    );
    event PriceSet(uint256 indexed model, uint256 pricePerCallWei);

    error UnknownModel(uint256 model);
    error UnknownVersion(uint256 model, uint256 version);
    error NotModelOwner(uint256 model, address caller);
    /// @notice The caller opened no such run, so no grant was valid for it.
    error RunNotOpened(address trainer, bytes32 plan);
    /// @notice The run is another model's or version's.
    error RunUsed(address trainer, bytes32 plan, uint256 model);
    error ManifestRegistered(bytes32 manifestSha256, uint256 model);
    error BadManifest();
    /// @notice None, too many, not in strictly ascending order of address, or a share of 0.
    error BadContributors(uint256 index);
    /// @notice Contributors' shares must be 10,000 basis points together.
    error SharesNotWhole(uint256 sumBp);
    /// @notice An owner's grant asks for a larger share of every payment.
    error ShareTooSmall(address owner, uint256 neededBp);
    /// @notice Parents take more than everything, or one is named twice or out of order.
    error BadParents(uint256 index);
    /// @notice The parent's licence has no derivatives, or wants a larger share.
    error DerivativeNotAllowed(uint256 parent);
    error DerivativeShareTooSmall(uint256 parent, uint256 neededBp);
    /// @notice Deeper or with more ancestors than a payment can reach.
    error AncestryTooLarge(uint256 depth, uint256 ancestors);
    /// @notice A grant or a parent does not allow what the licence says.
    error LicenceTooWide(string field);

    function market() external view returns (ILicenceMarket);

    /// @notice Registers a model; the caller owns it.
    function register(
        Version calldata first,
        Licence calldata licence_,
        Contributor[] calldata contributors_,
        Parent[] calldata parents_
    ) external returns (uint256 model);

    /// @notice Appends a version from another run of the caller's; contributors and parents stay,
    /// and must do for the new run's grants. Only the owner.
    function append(uint256 model, Version calldata next) external returns (uint256 version_);

    /// @notice Only the owner.
    function setPrice(uint256 model, uint256 pricePerCallWei) external;

    /// @notice How many models there are; they are numbered from 1.
    function count() external view returns (uint256);

    function licence(uint256 model) external view returns (Licence memory);

    function contributors(uint256 model) external view returns (Contributor[] memory);

    function parents(uint256 model) external view returns (Parent[] memory);

    /// @notice Basis points of what the parents leave; 0 for who is no contributor.
    function shareOf(uint256 model, address payee) external view returns (uint16);

    /// @notice How many versions there are; they are numbered from 0.
    function versions(uint256 model) external view returns (uint256);

    function version(uint256 model, uint256 number)
        external
        view
        returns (Version memory stated, address trainer, uint64 registeredAt);

    /// @notice Generations above a model, and how many ancestors they have, by every path.
    function ancestry(uint256 model) external view returns (uint256 depth, uint256 ancestors);

    /// @notice Which model an address registered with a manifest; 0 for none.
    function find(address trainer, bytes32 manifestSha256) external view returns (uint256);
}
