// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IDatasetRegistry} from "./IDatasetRegistry.sol";

/// @title Licences: grants are bought or given, used by runs, and revoked for the future
/// @notice A grant cannot be transferred. Money for it is credited to the owner, who claims it.
/// A run that is opened here uses up its grants; what happens to a grant later does not touch it.
interface ILicenceMarket {
    /// @notice What an owner decided about an address.
    enum Access {
        Unset,
        Allowed,
        Refused
    }

    /// @notice What is asked for.
    /// @param dataset its number
    /// @param terms number of the terms the buyer read; they must be the current ones
    /// @param grantId SHA-256 of the canonical grant document with exactly these values
    /// @param nonce of that document
    /// @param contentRoot the one version allowed; 0 for every version
    /// @param expires the first second at which the grant no longer counts
    /// @param commercial whether models may earn
    /// @param purpose what for, word for word
    struct Order {
        uint256 dataset;
        uint256 terms;
        bytes32 grantId;
        bytes32 nonce;
        bytes32 contentRoot;
        uint64 expires;
        bool commercial;
        string purpose;
    }

    /// @notice A grant; its limits are those of the terms it names.
    /// @param owner who held the dataset when the grant was made, and is a contributor of models
    /// @param issuedAt 0 where there is no such grant
    /// @param revokedAt 0 while it is not revoked
    /// @param priceWei paid; 0 where the owner gave it
    struct Grant {
        uint256 dataset;
        uint256 terms;
        address owner;
        uint64 issuedAt;
        address licensee;
        uint64 expires;
        uint64 revokedAt;
        uint32 iterationsUsed;
        uint64 scalarsUsed;
        uint16 revenueShareBp;
        bool commercial;
        bool derivatives;
        bytes32 nonce;
        bytes32 contentRoot;
        uint256 priceWei;
        string purpose;
    }

    /// @notice A run whose plan was on chain before it began.
    /// @param openedAt 0 where there is no such run
    /// @param commercial whether all its grants are
    /// @param derivatives whether all its grants allow them
    struct Run {
        uint64 openedAt;
        uint32 iterations;
        uint64 scalars;
        bool commercial;
        bool derivatives;
        bytes32[] grants;
    }

    /// @notice What a model of a run owes the owner of one grant.
    struct Obligation {
        address owner;
        uint16 shareBp;
    }

    event AccessDecided(uint256 indexed dataset, address indexed licensee, Access access);
    event Granted(
        bytes32 indexed grantId,
        uint256 indexed dataset,
        address indexed licensee,
        address owner,
        uint256 priceWei
    );
    event Revoked(bytes32 indexed grantId, address indexed owner, string reason);
    event RunOpened(address indexed trainer, bytes32 indexed plan, bytes32[] grants);
    event Claimed(address indexed owner, uint256 amountWei);

    error NotDatasetOwner(uint256 dataset, address caller);
    /// @notice The owner appended other terms than those the buyer read.
    error TermsChanged(uint256 dataset, uint256 current);
    error WrongPayment(uint256 wantedWei, uint256 paidWei);
    /// @notice The owner refused this address, or has not allowed it where only invited ones buy.
    error NotAllowed(uint256 dataset, address licensee);
    error PurposeNotAllowed(uint256 dataset, string purpose);
    error CommercialUseNotAllowed(uint256 dataset);
    error ContentNotInDataset(uint256 dataset, bytes32 contentRoot);
    /// @notice Expires in the past, or later than the terms allow.
    error BadExpiry(uint64 expires, uint64 latest);
    error GrantExists(bytes32 grantId);
    error UnknownGrant(bytes32 grantId);
    error GrantRevoked(bytes32 grantId, uint64 revokedAt);
    error GrantExpired(bytes32 grantId, uint64 expires);
    error NotLicensee(bytes32 grantId, address caller);
    error IterationsUsedUp(bytes32 grantId, uint256 left, uint256 asked);
    error ScalarsUsedUp(bytes32 grantId, uint256 left, uint256 asked);
    error RunExists(address trainer, bytes32 plan);
    /// @notice No grants, more than a run may have, or the same dataset twice.
    error BadGrants(uint256 count);
    error NothingToClaim(address caller);

    /// @notice Where the datasets are.
    function datasets() external view returns (IDatasetRegistry);

    /// @notice Buys a grant for the caller at the price of the current terms, exactly.
    function buy(Order calldata order) external payable;

    /// @notice Gives a grant without payment. Only the dataset's owner.
    function give(address licensee, Order calldata order) external;

    /// @notice Allows or refuses an address as a buyer. Only the dataset's owner.
    function decide(uint256 dataset, address licensee, Access access) external;

    /// @notice Takes a grant back, for runs not yet opened. Only the dataset's owner.
    function revoke(bytes32 grantId, string calldata reason) external;

    /// @notice Puts a run's plan on chain and uses up its grants, all or none. Only the licensee.
    /// @param plan SHA-256 of the run plan
    /// @param grants one per dataset
    /// @param iterations that the plan makes
    /// @param scalars that the plan releases
    function openRun(bytes32 plan, bytes32[] calldata grants, uint32 iterations, uint64 scalars)
        external;

    /// @notice Pays the caller what grants have brought.
    function claim() external returns (uint256 amountWei);

    function grant(bytes32 grantId) external view returns (Grant memory);

    function run(address trainer, bytes32 plan) external view returns (Run memory);

    /// @notice What a model of this run owes, one entry per grant, in order.
    function obligations(address trainer, bytes32 plan) external view returns (Obligation[] memory);

    function accessOf(uint256 dataset, address licensee) external view returns (Access);

    /// @notice What an owner may claim.
    function claimable(address owner) external view returns (uint256);
}
