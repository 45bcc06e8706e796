// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IDatasetRegistry} from "./interfaces/IDatasetRegistry.sol";
import {ILicenceMarket} from "./interfaces/ILicenceMarket.sol";
import {Terms} from "./LicenceTerms.sol";

/// @notice See ILicenceMarket.
contract LicenceMarket is ILicenceMarket {
    uint256 private constant MAX_GRANTS = 64;

    IDatasetRegistry public immutable datasets;

    mapping(uint256 dataset => mapping(address licensee => Access)) public accessOf;
    mapping(address owner => uint256) public claimable;
    mapping(bytes32 grantId => Grant) private _grants;
    mapping(address trainer => mapping(bytes32 plan => Run)) private _runs;

    constructor(IDatasetRegistry datasets_) {
        datasets = datasets_;
    }

    function buy(Order calldata order) external payable {
        address owner = datasets.ownerOf(order.dataset);
        Terms memory terms = _currentTerms(order);
        if (msg.value != terms.priceWei) revert WrongPayment(terms.priceWei, msg.value);
        _checkAccess(order.dataset, msg.sender, terms);
        claimable[owner] += msg.value;
        _mint(owner, msg.sender, order, terms);
    }

    function give(address licensee, Order calldata order) external {
        _onlyOwner(order.dataset);
        _mint(msg.sender, licensee, order, _currentTerms(order));
    }

    function decide(uint256 dataset, address licensee, Access access) external {
        _onlyOwner(dataset);
        accessOf[dataset][licensee] = access;
        emit AccessDecided(dataset, licensee, access);
    }

    function revoke(bytes32 grantId, string calldata reason) external {
        Grant storage found = _known(grantId);
        _onlyOwner(found.dataset);
        if (found.revokedAt != 0) revert GrantRevoked(grantId, found.revokedAt);
        found.revokedAt = uint64(block.timestamp);
        emit Revoked(grantId, msg.sender, reason);
    }

    function openRun(bytes32 plan, bytes32[] calldata grants, uint32 iterations, uint64 scalars)
        external
    {
        Run storage opened = _runs[msg.sender][plan];
        if (opened.openedAt != 0) revert RunExists(msg.sender, plan);
        if (grants.length == 0 || grants.length > MAX_GRANTS) revert BadGrants(grants.length);
        opened.openedAt = uint64(block.timestamp);
        opened.iterations = iterations;
        opened.scalars = scalars;
        opened.grants = grants;
        bool commercial = true;
        bool derivatives = true;
        for (uint256 i; i < grants.length; i++) {
            Grant storage used = _use(grants[i], iterations, scalars);
            for (uint256 k; k < i; k++) {
                if (_grants[grants[k]].dataset == used.dataset) revert BadGrants(grants.length);
            }
            commercial = commercial && used.commercial;
            derivatives = derivatives && used.derivatives;
        }
        opened.commercial = commercial;
        opened.derivatives = derivatives;
        emit RunOpened(msg.sender, plan, grants);
    }

    function claim() external returns (uint256 amountWei) {
        amountWei = claimable[msg.sender];
        if (amountWei == 0) revert NothingToClaim(msg.sender);
        claimable[msg.sender] = 0;
        emit Claimed(msg.sender, amountWei);
        Address.sendValue(payable(msg.sender), amountWei);
    }

    function grant(bytes32 grantId) external view returns (Grant memory) {
        return _grants[grantId];
    }

    function run(address trainer, bytes32 plan) external view returns (Run memory) {
        return _runs[trainer][plan];
    }

    function obligations(address trainer, bytes32 plan)
        external
        view
        returns (Obligation[] memory owed)
    {
        bytes32[] storage grants = _runs[trainer][plan].grants;
        owed = new Obligation[](grants.length);
        for (uint256 i; i < grants.length; i++) {
            Grant storage used = _grants[grants[i]];
            owed[i] = Obligation(used.owner, used.revenueShareBp);
        }
    }

    function _mint(address owner, address licensee, Order calldata order, Terms memory terms)
        private
    {
        if (order.commercial && !terms.commercialUse) {
            revert CommercialUseNotAllowed(order.dataset);
        }
        if (!_allows(terms, order.purpose)) revert PurposeNotAllowed(order.dataset, order.purpose);
        if (order.contentRoot != 0 && !datasets.hasContent(order.dataset, order.contentRoot)) {
            revert ContentNotInDataset(order.dataset, order.contentRoot);
        }
        uint256 latest = block.timestamp + terms.duration;
        if (latest > type(uint64).max) latest = type(uint64).max;
        if (order.expires <= block.timestamp || order.expires > latest) {
            revert BadExpiry(order.expires, uint64(latest));
        }
        if (_grants[order.grantId].issuedAt != 0) revert GrantExists(order.grantId);
        Grant storage made = _grants[order.grantId];
        made.dataset = order.dataset;
        made.terms = order.terms;
        made.owner = owner;
        made.issuedAt = uint64(block.timestamp);
        made.licensee = licensee;
        made.expires = order.expires;
        made.revenueShareBp = terms.revenueShareBp;
        made.commercial = order.commercial;
        made.derivatives = terms.derivatives;
        made.nonce = order.nonce;
        made.contentRoot = order.contentRoot;
        made.priceWei = msg.value;
        made.purpose = order.purpose;
        emit Granted(order.grantId, order.dataset, licensee, owner, msg.value);
    }

    function _use(bytes32 grantId, uint32 iterations, uint64 scalars)
        private
        returns (Grant storage used)
    {
        used = _known(grantId);
        if (used.licensee != msg.sender) revert NotLicensee(grantId, msg.sender);
        if (used.revokedAt != 0) revert GrantRevoked(grantId, used.revokedAt);
        if (used.expires <= block.timestamp) revert GrantExpired(grantId, used.expires);
        (uint32 maxIterations, uint64 maxScalars) = datasets.limits(used.dataset, used.terms);
        uint256 iterationsLeft = maxIterations - used.iterationsUsed;
        if (iterations > iterationsLeft) {
            revert IterationsUsedUp(grantId, iterationsLeft, iterations);
        }
        uint256 scalarsLeft = maxScalars - used.scalarsUsed;
        if (scalars > scalarsLeft) revert ScalarsUsedUp(grantId, scalarsLeft, scalars);
        used.iterationsUsed += iterations;
        used.scalarsUsed += scalars;
    }

    function _currentTerms(Order calldata order) private view returns (Terms memory) {
        uint256 current = datasets.currentTerms(order.dataset);
        if (order.terms != current) revert TermsChanged(order.dataset, current);
        return datasets.terms(order.dataset, current);
    }

    function _checkAccess(uint256 dataset, address buyer, Terms memory terms) private view {
        Access access = accessOf[dataset][buyer];
        if (access == Access.Refused || (terms.invitationOnly && access != Access.Allowed)) {
            revert NotAllowed(dataset, buyer);
        }
    }

    function _allows(Terms memory terms, string calldata purpose) private pure returns (bool) {
        bytes32 asked = keccak256(bytes(purpose));
        if (bytes(purpose).length == 0 || bytes(purpose).length > 1024) return false;
        if (_names(terms.purposesForbidden, asked)) return false;
        return terms.purposesAllowed.length == 0 || _names(terms.purposesAllowed, asked);
    }

    function _names(string[] memory texts, bytes32 asked) private pure returns (bool) {
        for (uint256 i; i < texts.length; i++) {
            if (keccak256(bytes(texts[i])) == asked) return true;
        }
        return false;
    }

    function _onlyOwner(uint256 dataset) private view {
        if (datasets.ownerOf(dataset) != msg.sender) revert NotDatasetOwner(dataset, msg.sender);
    }

    function _known(bytes32 grantId) private view returns (Grant storage found) {
        found = _grants[grantId];
        if (found.issuedAt == 0) revert UnknownGrant(grantId);
    }
}
