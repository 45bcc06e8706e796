// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LicenceTerms} from "../src/LicenceTerms.sol";
import {ILicenceMarket} from "../src/interfaces/ILicenceMarket.sol";
import {LinealTest} from "./Lineal.t.sol";

/// @notice Everybody doing everything in any order: what forge calls at random.
contract Crowd is LinealTest {
    uint256 public bought;
    uint256 public marketPaidOut;
    uint256 public paidIn;
    uint256 public paidOut;
    uint256[] public modelList;
    bytes32[] public grants;
    uint256 private plans;

    address[3] private payees = [ALICE, BOB, CAROL];

    constructor() {
        setUp();
        registerAs(ALICE, LicenceTerms.commercial(1 ether, 1_000));
        registerAs(BOB, LicenceTerms.commercial(3 wei, 500));
        modelList.push(modelOf("first", 999));
        modelList.push(childOf("second", modelList[0], 2_500));
        modelList.push(childOf("third", modelList[1], 3_333));
    }

    function house() external view returns (address, address) {
        return (address(market), address(revenue));
    }

    function buyGrant(uint256 which) external {
        uint256 dataset = 1 + which % 2;
        bytes32 id = keccak256(abi.encode(grants.length));
        uint256 price = datasets.terms(dataset, datasets.currentTerms(dataset)).priceWei;
        buy(dataset, id);
        grants.push(id);
        bought += price;
    }

    function revokeGrant(uint256 which) external {
        if (grants.length == 0) return;
        bytes32 id = grants[which % grants.length];
        ILicenceMarket.Grant memory made = market.grant(id);
        if (made.revokedAt != 0) return;
        vm.prank(made.owner);
        market.revoke(id, "changed my mind");
    }

    /// Opens a run and registers a model, or finds the grant revoked, and then neither is possible.
    function train(uint256 which, uint256 above, uint16 share) external {
        if (grants.length == 0 || modelList.length > 12) return;
        bytes32 id = grants[which % grants.length];
        bytes32 plan = keccak256(abi.encode("plan", plans++));
        uint256 ancestor = modelList[above % modelList.length];
        (uint256 depth, uint256 ancestors) = models.ancestry(ancestor);
        bool valid = market.grant(id).revokedAt == 0;
        vm.prank(TRAINER);
        try market.openRun(plan, grantsOf(id), 1, 1) {
            assertTrue(valid, "a revoked grant opened a run");
        } catch {
            assertTrue(!valid, "a valid grant was refused");
        }
        uint16 bp = uint16(bounded(share, 1_000, 5_000));
        vm.prank(TRAINER);
        try models.register(
            modelVersion(plan), licenceOf(777), threeWays(4_000, 3_000, 3_000), parent(ancestor, bp)
        ) returns (
            uint256 model
        ) {
            assertTrue(valid, "a model without a valid grant");
            modelList.push(model);
        } catch {
            assertTrue(!valid || depth == 8 || ancestors == 64, "a good model was refused");
        }
    }

    function payCalls(uint256 which, uint8 calls) external {
        uint256 model = modelList[which % modelList.length];
        uint256 n = uint256(calls) + 1;
        uint256 price = models.licence(model).pricePerCallWei * n;
        vm.prank(TRAINER);
        revenue.pay{value: price}(model, n);
        paidIn += price;
    }

    function claimRevenue(uint256 which, uint256 who) external {
        uint256[] memory one = new uint256[](1);
        one[0] = modelList[which % modelList.length];
        address payee = payees[who % 3];
        if (revenue.claimable(one[0], payee) == 0) return;
        vm.prank(payee);
        paidOut += revenue.claim(one);
    }

    function claimLicences(uint256 who) external {
        address owner = payees[who % 2];
        if (market.claimable(owner) == 0) return;
        vm.prank(owner);
        marketPaidOut += market.claim();
    }

    function owedByMarket() external view returns (uint256) {
        return market.claimable(ALICE) + market.claimable(BOB);
    }

    function pots() external view returns (uint256 sum) {
        for (uint256 i; i < modelList.length; i++) {
            sum += revenue.pot(modelList[i]);
        }
    }

    function owedByRevenue() external view returns (uint256 sum) {
        for (uint256 i; i < modelList.length; i++) {
            for (uint256 k; k < 3; k++) {
                sum += revenue.claimable(modelList[i], payees[k]);
            }
            sum += revenue.dust(modelList[i]);
        }
    }

    function sharesAreWhole() external view returns (bool) {
        for (uint256 i; i < modelList.length; i++) {
            uint256 sum;
            for (uint256 k; k < 3; k++) {
                sum += models.shareOf(modelList[i], payees[k]);
            }
            if (sum != 10_000) return false;
        }
        return true;
    }
}

contract InvariantsTest is LinealTest {
    Crowd private crowd;
    address private marketAt;
    address private revenueAt;

    function setUp() public override {
        crowd = new Crowd();
        (marketAt, revenueAt) = crowd.house();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(crowd);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory verbs = new bytes4[](6);
        verbs[0] = Crowd.buyGrant.selector;
        verbs[1] = Crowd.revokeGrant.selector;
        verbs[2] = Crowd.train.selector;
        verbs[3] = Crowd.payCalls.selector;
        verbs[4] = Crowd.claimRevenue.selector;
        verbs[5] = Crowd.claimLicences.selector;
        targets[0] = FuzzSelector(address(crowd), verbs);
    }

    function invariant_revenue_paidOutNeverExceedsPaidIn() external view {
        assertTrue(crowd.paidOut() <= crowd.paidIn(), "paid out more than paid in");
    }

    function invariant_revenue_everyWeiIsInOnePot() external view {
        assertEq(crowd.pots(), crowd.paidIn());
    }

    function invariant_revenue_whatIsOwedIsThere() external view {
        assertEq(crowd.owedByRevenue(), revenueAt.balance);
        assertEq(revenueAt.balance, crowd.paidIn() - crowd.paidOut());
    }

    function invariant_market_whatIsOwedIsThere() external view {
        assertEq(crowd.owedByMarket(), marketAt.balance);
        assertEq(marketAt.balance, crowd.bought() - crowd.marketPaidOut());
    }

    function invariant_models_sharesAreWhole() external view {
        assertTrue(crowd.sharesAreWhole(), "shares");
    }
}
