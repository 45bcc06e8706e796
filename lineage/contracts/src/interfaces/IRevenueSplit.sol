// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IModelRegistry} from "./IModelRegistry.sol";

/// @title Payments for calls, split over contributors and up the ancestry
/// @notice A payment puts each parent's share, rounded down, into that parent's pot, and so on
/// up; what is left is the model's own. A contributor is owed its basis points of the pot,
/// rounded down, less what it has claimed. The wei that rounding leaves, fewer than a model has
/// contributors, stay in the pot and count again with the next payment: no wei is lost, and what
/// is paid out never exceeds what was paid in.
interface IRevenueSplit {
    event Paid(uint256 indexed model, address indexed payer, uint256 calls, uint256 amountWei);
    event Credited(uint256 indexed model, uint256 indexed paidModel, uint256 amountWei);
    event Claimed(uint256 indexed model, address indexed payee, uint256 amountWei);

    error NoCalls();
    error WrongPayment(uint256 wantedWei, uint256 paidWei);
    /// @notice Nothing is owed to the caller from this model.
    error NothingToClaim(uint256 model, address payee);

    function models() external view returns (IModelRegistry);

    /// @notice Pays for calls of a model, exactly; for nothing where the price is 0.
    function pay(uint256 model, uint256 calls) external payable;

    /// @notice Pays the caller what each of these models owes it.
    function claim(uint256[] calldata models_) external returns (uint256 amountWei);

    /// @notice What a contributor may claim of a model.
    function claimable(uint256 model, address payee) external view returns (uint256);

    /// @notice All that a model has earned: its own part of payments, children's included.
    function pot(uint256 model) external view returns (uint256);

    /// @notice What a contributor has claimed of a model.
    function claimed(uint256 model, address payee) external view returns (uint256);

    /// @notice The wei of a pot that rounding owes to nobody yet.
    function dust(uint256 model) external view returns (uint256);
}
