// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {IRevenueSplit} from "../src/interfaces/IRevenueSplit.sol";
import {LinealTest} from "./Lineal.t.sol";
import {RevenueReference} from "./RevenueReference.sol";

contract RevenueSplitTest is LinealTest {
    function _one(uint256 model) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = model;
    }

    function _pay(uint256 model, uint256 calls) private {
        uint256 price = models.licence(model).pricePerCallWei;
        vm.prank(TRAINER);
        revenue.pay{value: price * calls}(model, calls);
    }

    function test_pay_splitsToTheWei() public {
        uint256 model = modelOf("plan", 1_001);
        vm.expectEmit(address(revenue));
        emit IRevenueSplit.Paid(model, TRAINER, 1, 1_001);
        vm.expectEmit(address(revenue));
        emit IRevenueSplit.Credited(model, model, 1_001);
        _pay(model, 1);
        assertEq(revenue.pot(model), 1_001);
        assertEq(revenue.claimable(model, ALICE), 500);
        assertEq(revenue.claimable(model, BOB), 333);
        assertEq(revenue.claimable(model, CAROL), 166);
        assertEq(revenue.dust(model), 2);
    }

    function test_pay_dustIsOwedOnceItIsWhole() public {
        uint256 model = registerModel("plan", 1, threeWays(3_334, 3_333, 3_333), noParents());
        _pay(model, 1);
        _pay(model, 1);
        assertEq(revenue.dust(model), 2);
        _pay(model, 9_998);
        assertEq(revenue.dust(model), 0);
        assertEq(revenue.claimable(model, ALICE), 3_334);
        assertEq(revenue.claimable(model, CAROL), 3_333);
    }

    function test_pay_goesUpTheAncestry() public {
        uint256 first = modelOf("1", 0);
        uint256 second = childOf("2", first, 2_500);
        uint256 third = childOf("3", second, 1_111);
        _pay(third, 1);
        assertEq(revenue.pot(third), 889);
        assertEq(revenue.pot(second), 84);
        assertEq(revenue.pot(first), 27);
    }

    function test_pay_revertsWith_WrongPayment() public {
        uint256 model = modelOf("plan", 10);
        vm.prank(TRAINER);
        vm.expectRevert(abi.encodeWithSelector(IRevenueSplit.WrongPayment.selector, 30, 29));
        revenue.pay{value: 29}(model, 3);
    }

    function test_pay_revertsWith_NoCalls() public {
        uint256 model = modelOf("plan", 10);
        vm.expectRevert(abi.encodeWithSelector(IRevenueSplit.NoCalls.selector));
        revenue.pay(model, 0);
    }

    function test_pay_revertsWith_UnknownModel() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.UnknownModel.selector, 1));
        revenue.pay(1, 1);
    }

    function test_pay_ofAFreeModel_isCounted() public {
        uint256 model = modelOf("plan", 0);
        vm.expectEmit(address(revenue));
        emit IRevenueSplit.Paid(model, TRAINER, 5, 0);
        _pay(model, 5);
        assertEq(revenue.pot(model), 0);
    }

    function test_claim_ofSeveralModels() public {
        uint256 first = modelOf("1", 1_000);
        uint256 second = childOf("2", first, 2_500);
        _pay(first, 1);
        _pay(second, 1);
        uint256[] memory both = new uint256[](2);
        (both[0], both[1]) = (first, second);
        vm.expectEmit(address(revenue));
        emit IRevenueSplit.Claimed(first, ALICE, 625);
        vm.expectEmit(address(revenue));
        emit IRevenueSplit.Claimed(second, ALICE, 375);
        vm.prank(ALICE);
        assertEq(revenue.claim(both), 1_000);
        assertEq(ALICE.balance, 1_000);
    }

    function test_claim_revertsWith_NothingToClaim() public {
        uint256 model = modelOf("plan", 1_000);
        _pay(model, 1);
        bytes memory nothing =
            abi.encodeWithSelector(IRevenueSplit.NothingToClaim.selector, model, ALICE);
        vm.startPrank(ALICE);
        revenue.claim(_one(model));
        vm.expectRevert(nothing);
        revenue.claim(_one(model));
        vm.stopPrank();
        _pay(model, 1);
        uint256[] memory twice = new uint256[](2);
        (twice[0], twice[1]) = (model, model);
        vm.prank(ALICE);
        vm.expectRevert(nothing);
        revenue.claim(twice);
        vm.prank(address(0xBAD));
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueSplit.NothingToClaim.selector, model, address(0xBAD))
        );
        revenue.claim(_one(model));
    }

    function test_claim_byReentrancy_revertsWith_NothingToClaim() public {
        Thief thief = new Thief(revenue);
        IModelRegistry.Contributor[] memory list = new IModelRegistry.Contributor[](1);
        list[0] = IModelRegistry.Contributor(address(thief), 10_000);
        uint256 model = registerModel("plan", 1_000, list, noParents());
        _pay(model, 1);
        _pay(modelOf("other", 1_000), 1);
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueSplit.NothingToClaim.selector, model, address(thief))
        );
        thief.steal(_one(model));
    }

    /// Twin: any tree of six models, any shares, any order of payments and claims.
    function testFuzz_againstTheReference(uint256 seed) public {
        RevenueReference naive = new RevenueReference();
        uint256[6] memory all;
        for (uint256 i; i < 6; i++) {
            all[i] = _randomModel(seed, i, all, naive);
        }
        uint256 paidIn;
        uint256 paidOut;
        for (uint256 step; step < 20; step++) {
            uint256 random = uint256(keccak256(abi.encode(seed, "step", step)));
            uint256 model = all[random % 6];
            uint256 price = (random >> 8) % 1e20;
            vm.prank(TRAINER);
            models.setPrice(model, price);
            _pay(model, 1);
            naive.pay(model, price);
            paidIn += price;
            address payee = [ALICE, BOB, CAROL][(random >> 128) % 3];
            if (revenue.claimable(model, payee) > 0) {
                vm.prank(payee);
                paidOut += revenue.claim(_one(model));
            }
        }
        uint256 owed;
        for (uint256 i; i < 6; i++) {
            assertEq(revenue.pot(all[i]), naive.earned(all[i]));
            owed += _checkShares(all[i]);
        }
        assertEq(paidOut + owed, paidIn);
        assertEq(address(revenue).balance, owed);
    }

    function _randomModel(uint256 seed, uint256 i, uint256[6] memory all, RevenueReference naive)
        private
        returns (uint256 model)
    {
        uint256 random = uint256(keccak256(abi.encode(seed, i)));
        uint256 n = i == 0 ? 0 : random % (i < 3 ? i + 1 : 3);
        IModelRegistry.Parent[] memory parents = new IModelRegistry.Parent[](n);
        for (uint256 k; k < n; k++) {
            uint256 from = all[(random >> 8) % (i - n + 1) + k];
            parents[k] =
                IModelRegistry.Parent(from, uint16(1_000 + (random >> (32 + 16 * k)) % 4_000));
        }
        uint16 a = uint16(1 + (random >> 100) % 9_000);
        uint16 b = uint16(1 + (random >> 140) % (9_998 - a));
        model = registerModel(bytes32(i + 1), 1, threeWays(a, b, 10_000 - a - b), parents);
        for (uint256 k; k < n; k++) {
            naive.setParent(model, parents[k].model, parents[k].shareBp);
        }
    }

    /// What a model still owes or keeps; each share is its fraction of the pot, rounded down.
    function _checkShares(uint256 model) private view returns (uint256 owed) {
        IModelRegistry.Contributor[] memory list = models.contributors(model);
        for (uint256 i; i < list.length; i++) {
            uint256 entitled = (revenue.pot(model) * list[i].shareBp) / 10_000;
            uint256 had = revenue.claimed(model, list[i].payee);
            assertEq(had + revenue.claimable(model, list[i].payee), entitled);
            owed += entitled - had;
        }
        uint256 dust = revenue.dust(model);
        assertTrue(dust < list.length, "dust below one wei per contributor");
        return owed + dust;
    }
}

/// Claims again while it is being paid.
contract Thief {
    IRevenueSplit private immutable revenue;
    uint256[] private _models;

    constructor(IRevenueSplit revenue_) {
        revenue = revenue_;
    }

    function steal(uint256[] calldata models) external {
        _models = models;
        revenue.claim(models);
    }

    receive() external payable {
        revenue.claim(_models);
    }
}
