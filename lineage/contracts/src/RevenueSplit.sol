// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IRevenueSplit} from "./interfaces/IRevenueSplit.sol";

/// @notice See IRevenueSplit.
contract RevenueSplit is IRevenueSplit {
    uint256 private constant WHOLE = 10_000;

    IModelRegistry public immutable models;

    mapping(uint256 model => uint256) public pot;
    mapping(uint256 model => mapping(address payee => uint256)) public claimed;

    constructor(IModelRegistry models_) {
        models = models_;
    }

    function pay(uint256 model, uint256 calls) external payable {
        if (calls == 0) revert NoCalls();
        uint256 wanted = models.licence(model).pricePerCallWei * calls;
        if (msg.value != wanted) revert WrongPayment(wanted, msg.value);
        emit Paid(model, msg.sender, calls, msg.value);
        _credit(model, model, msg.value);
    }

    function claim(uint256[] calldata models_) external returns (uint256 amountWei) {
        for (uint256 i; i < models_.length; i++) {
            uint256 owed = claimable(models_[i], msg.sender);
            if (owed == 0) revert NothingToClaim(models_[i], msg.sender);
            claimed[models_[i]][msg.sender] += owed;
            amountWei += owed;
            emit Claimed(models_[i], msg.sender, owed);
        }
        Address.sendValue(payable(msg.sender), amountWei);
    }

    function claimable(uint256 model, address payee) public view returns (uint256) {
        uint256 share = models.shareOf(model, payee);
        return Math.mulDiv(pot[model], share, WHOLE) - claimed[model][payee];
    }

    function dust(uint256 model) external view returns (uint256 left) {
        left = pot[model];
        IModelRegistry.Contributor[] memory all = models.contributors(model);
        for (uint256 i; i < all.length; i++) {
            left -= Math.mulDiv(pot[model], all[i].shareBp, WHOLE);
        }
    }

    /// The registry bounds depth and number of ancestors, so this ends within a block's gas.
    function _credit(uint256 model, uint256 paidModel, uint256 amount) private {
        if (amount == 0) return;
        IModelRegistry.Parent[] memory parents = models.parents(model);
        uint256 own = amount;
        for (uint256 i; i < parents.length; i++) {
            uint256 part = Math.mulDiv(amount, parents[i].shareBp, WHOLE);
            own -= part;
            _credit(parents[i].model, paidModel, part);
        }
        pot[model] += own;
        emit Credited(model, paidModel, own);
    }
}
