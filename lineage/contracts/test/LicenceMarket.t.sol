// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LicenceTerms, Terms} from "../src/LicenceTerms.sol";
import {ILicenceMarket} from "../src/interfaces/ILicenceMarket.sol";
import {LinealTest} from "./Lineal.t.sol";

contract LicenceMarketTest is LinealTest {
    bytes32 private constant GRANT = "grant";
    uint256 private dataset;

    function setUp() public override {
        super.setUp();
        dataset = registerAs(ALICE, LicenceTerms.commercial(PRICE, 250));
    }

    function _buyExpecting(ILicenceMarket.Order memory order, bytes memory refusal) private {
        vm.prank(TRAINER);
        vm.expectRevert(refusal);
        market.buy{value: PRICE}(order);
    }

    function test_buy_makesAGrantAndCreditsTheOwner() public {
        vm.expectEmit(address(market));
        emit ILicenceMarket.Granted(GRANT, dataset, TRAINER, ALICE, PRICE);
        buy(dataset, GRANT);
        ILicenceMarket.Grant memory made = market.grant(GRANT);
        assertEq(made.dataset, dataset);
        assertEq(made.owner, ALICE);
        assertEq(made.licensee, TRAINER);
        assertEq(made.issuedAt, block.timestamp);
        assertEq(made.expires, block.timestamp + 30 days);
        assertEq(made.revenueShareBp, 250);
        assertTrue(made.commercial && made.derivatives, "flags");
        assertEq(made.priceWei, PRICE);
        assertEq(made.purpose, PURPOSE);
        assertEq(market.claimable(ALICE), PRICE);
    }

    function test_buy_revertsWith_WrongPayment() public {
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        vm.prank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.WrongPayment.selector, PRICE, PRICE - 1)
        );
        market.buy{value: PRICE - 1}(order);
    }

    function test_buy_revertsWith_TermsChanged() public {
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        vm.prank(ALICE);
        datasets.appendTerms(dataset, LicenceTerms.research(2 * PRICE));
        _buyExpecting(
            order, abi.encodeWithSelector(ILicenceMarket.TermsChanged.selector, dataset, 1)
        );
    }

    function test_buy_revertsWith_GrantExists() public {
        buy(dataset, GRANT);
        _buyExpecting(
            orderFor(dataset, GRANT),
            abi.encodeWithSelector(ILicenceMarket.GrantExists.selector, GRANT)
        );
    }

    function test_buy_revertsWith_PurposeNotAllowed() public {
        Terms memory terms = LicenceTerms.commercial(PRICE, 250);
        terms.purposesForbidden = new string[](1);
        terms.purposesForbidden[0] = PURPOSE;
        _refusesPurpose(terms, PURPOSE);
        terms.purposesForbidden = new string[](0);
        terms.purposesAllowed = new string[](1);
        terms.purposesAllowed[0] = "another";
        _refusesPurpose(terms, PURPOSE);
        terms.purposesAllowed = new string[](0);
        _refusesPurpose(terms, "");
    }

    function _refusesPurpose(Terms memory terms, string memory purpose) private {
        vm.prank(ALICE);
        datasets.appendTerms(dataset, terms);
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        order.purpose = purpose;
        _buyExpecting(
            order,
            abi.encodeWithSelector(ILicenceMarket.PurposeNotAllowed.selector, dataset, purpose)
        );
    }

    function test_buy_namedPurpose() public {
        Terms memory terms = LicenceTerms.commercial(PRICE, 250);
        terms.purposesAllowed = new string[](2);
        terms.purposesAllowed[0] = "another";
        terms.purposesAllowed[1] = PURPOSE;
        vm.prank(ALICE);
        datasets.appendTerms(dataset, terms);
        buy(dataset, GRANT);
        assertEq(market.grant(GRANT).terms, 1);
    }

    function test_buy_revertsWith_CommercialUseNotAllowed() public {
        vm.prank(ALICE);
        datasets.appendTerms(dataset, LicenceTerms.research(PRICE));
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        order.commercial = true;
        _buyExpecting(
            order, abi.encodeWithSelector(ILicenceMarket.CommercialUseNotAllowed.selector, dataset)
        );
    }

    function test_buy_revertsWith_ContentNotInDataset() public {
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        order.contentRoot = contentOf(BOB);
        _buyExpecting(
            order,
            abi.encodeWithSelector(
                ILicenceMarket.ContentNotInDataset.selector, dataset, contentOf(BOB)
            )
        );
    }

    function test_buy_revertsWith_BadExpiry() public {
        uint64 latest = uint64(block.timestamp + 365 days);
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        order.expires = uint64(block.timestamp);
        _buyExpecting(
            order,
            abi.encodeWithSelector(ILicenceMarket.BadExpiry.selector, block.timestamp, latest)
        );
        order.expires = latest + 1;
        _buyExpecting(
            order, abi.encodeWithSelector(ILicenceMarket.BadExpiry.selector, latest + 1, latest)
        );
    }

    function test_decide_refusesAndAllowsByAddress() public {
        bytes memory refusal =
            abi.encodeWithSelector(ILicenceMarket.NotAllowed.selector, dataset, TRAINER);
        vm.prank(ALICE);
        market.decide(dataset, TRAINER, ILicenceMarket.Access.Refused);
        _buyExpecting(orderFor(dataset, GRANT), refusal);
        Terms memory invited = LicenceTerms.commercial(PRICE, 250);
        invited.invitationOnly = true;
        vm.startPrank(ALICE);
        datasets.appendTerms(dataset, invited);
        market.decide(dataset, TRAINER, ILicenceMarket.Access.Unset);
        vm.stopPrank();
        _buyExpecting(orderFor(dataset, GRANT), refusal);
        vm.prank(ALICE);
        market.decide(dataset, TRAINER, ILicenceMarket.Access.Allowed);
        buy(dataset, GRANT);
        assertEq(market.grant(GRANT).licensee, TRAINER);
    }

    function test_ownersVerbs_revertWith_NotDatasetOwner() public {
        buy(dataset, GRANT);
        bytes memory refusal =
            abi.encodeWithSelector(ILicenceMarket.NotDatasetOwner.selector, dataset, BOB);
        ILicenceMarket.Order memory order = orderFor(dataset, "other");
        vm.startPrank(BOB);
        vm.expectRevert(refusal);
        market.decide(dataset, TRAINER, ILicenceMarket.Access.Allowed);
        vm.expectRevert(refusal);
        market.give(BOB, order);
        vm.expectRevert(refusal);
        market.revoke(GRANT, "mine now");
    }

    function test_give_costsNothing() public {
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        vm.prank(ALICE);
        market.give(BOB, order);
        assertEq(market.grant(GRANT).licensee, BOB);
        assertEq(market.grant(GRANT).priceWei, 0);
        assertEq(market.claimable(ALICE), 0);
    }

    function test_transferredDataset_paysTheNewOwner() public {
        vm.prank(ALICE);
        datasets.transferFrom(ALICE, BOB, dataset);
        buy(dataset, GRANT);
        assertEq(market.claimable(BOB), PRICE);
        assertEq(market.grant(GRANT).owner, BOB);
    }

    function test_revoke_stopsFutureRunsOnly() public {
        buy(dataset, GRANT);
        openRun("before", grantsOf(GRANT));
        vm.prank(ALICE);
        market.revoke(GRANT, "no more");
        assertTrue(market.run(TRAINER, "before").openedAt != 0, "the old run stands");
        vm.prank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILicenceMarket.GrantRevoked.selector, GRANT, uint64(block.timestamp)
            )
        );
        market.openRun("after", grantsOf(GRANT), 1, 10);
        vm.prank(TRAINER);
        models.register(
            modelVersion("before"), licenceOf(0), threeWays(5_000, 3_000, 2_000), noParents()
        );
    }

    function test_revoke_revertsWith_GrantRevoked_twice() public {
        buy(dataset, GRANT);
        vm.startPrank(ALICE);
        market.revoke(GRANT, "no more");
        vm.expectRevert(
            abi.encodeWithSelector(
                ILicenceMarket.GrantRevoked.selector, GRANT, uint64(block.timestamp)
            )
        );
        market.revoke(GRANT, "again");
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.UnknownGrant.selector, bytes32("none"))
        );
        market.revoke("none", "what");
    }

    function test_openRun_usesUpItsGrants() public {
        buy(dataset, GRANT);
        vm.expectEmit(address(market));
        emit ILicenceMarket.RunOpened(TRAINER, "plan", grantsOf(GRANT));
        vm.prank(TRAINER);
        market.openRun("plan", grantsOf(GRANT), 900, 99_990);
        ILicenceMarket.Run memory run = market.run(TRAINER, "plan");
        assertEq(run.openedAt, block.timestamp);
        assertEq(run.grants[0], GRANT);
        assertTrue(run.commercial && run.derivatives, "flags");
        assertEq(market.grant(GRANT).iterationsUsed, 900);
        assertEq(market.grant(GRANT).scalarsUsed, 99_990);
        vm.startPrank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.IterationsUsedUp.selector, GRANT, 100, 101)
        );
        market.openRun("next", grantsOf(GRANT), 101, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.ScalarsUsedUp.selector, GRANT, 10, 11)
        );
        market.openRun("next", grantsOf(GRANT), 100, 11);
    }

    function test_openRun_revertsWith_RunExists() public {
        buy(dataset, GRANT);
        openRun("plan", grantsOf(GRANT));
        vm.prank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.RunExists.selector, TRAINER, bytes32("plan"))
        );
        market.openRun("plan", grantsOf(GRANT), 1, 1);
    }

    function test_openRun_revertsWith_NotLicensee() public {
        buy(dataset, GRANT);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(ILicenceMarket.NotLicensee.selector, GRANT, BOB));
        market.openRun("plan", grantsOf(GRANT), 1, 1);
    }

    function test_openRun_revertsWith_GrantExpired() public {
        buy(dataset, GRANT);
        uint64 expires = market.grant(GRANT).expires;
        vm.warp(expires);
        vm.prank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.GrantExpired.selector, GRANT, expires)
        );
        market.openRun("plan", grantsOf(GRANT), 1, 1);
        vm.warp(expires - 1);
        openRun("plan", grantsOf(GRANT));
    }

    function test_openRun_revertsWith_BadGrants() public {
        buy(dataset, GRANT);
        buy(dataset, "second of the same");
        bytes32[] memory both = new bytes32[](2);
        (both[0], both[1]) = (GRANT, "second of the same");
        vm.startPrank(TRAINER);
        vm.expectRevert(abi.encodeWithSelector(ILicenceMarket.BadGrants.selector, 2));
        market.openRun("plan", both, 1, 1);
        vm.expectRevert(abi.encodeWithSelector(ILicenceMarket.BadGrants.selector, 0));
        market.openRun("plan", new bytes32[](0), 1, 1);
        vm.expectRevert(abi.encodeWithSelector(ILicenceMarket.BadGrants.selector, 65));
        market.openRun("plan", new bytes32[](65), 1, 1);
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.UnknownGrant.selector, bytes32("none"))
        );
        market.openRun("plan", grantsOf("none"), 1, 1);
    }

    function test_claim_paysOnce() public {
        buy(dataset, GRANT);
        vm.prank(ALICE);
        assertEq(market.claim(), PRICE);
        assertEq(ALICE.balance, PRICE);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ILicenceMarket.NothingToClaim.selector, ALICE));
        market.claim();
    }

    function test_claim_byReentrancy_revertsWith_NothingToClaim() public {
        Reentrant thief = new Reentrant(market);
        vm.prank(ALICE);
        datasets.transferFrom(ALICE, address(thief), dataset);
        buy(dataset, GRANT);
        buy(registerAs(BOB, LicenceTerms.research(PRICE)), "bob's");
        vm.expectRevert(
            abi.encodeWithSelector(ILicenceMarket.NothingToClaim.selector, address(thief))
        );
        thief.steal();
        assertEq(address(market).balance, 2 * PRICE);
    }

    /// Twin of the rule for purposes: an independent reading of it, over all small cases.
    function testFuzz_purposes(uint8 allowed, uint8 forbidden, uint8 asked) public {
        string[4] memory texts = ["a", "b", "c", "d"];
        Terms memory terms = LicenceTerms.research(0);
        terms.purposesAllowed = _subset(texts, allowed % 16);
        terms.purposesForbidden = _subset(texts, forbidden % 16);
        vm.prank(ALICE);
        datasets.appendTerms(dataset, terms);
        ILicenceMarket.Order memory order = orderFor(dataset, GRANT);
        order.purpose = texts[asked % 4];
        bool mayIf = (allowed % 16 == 0 || (allowed % 16) & (1 << (asked % 4)) != 0)
            && (forbidden % 16) & (1 << (asked % 4)) == 0;
        vm.prank(TRAINER);
        try market.buy(order) {
            assertTrue(mayIf, "bought");
        } catch {
            assertTrue(!mayIf, "refused");
        }
    }

    function _subset(string[4] memory texts, uint256 bits)
        private
        pure
        returns (string[] memory chosen)
    {
        uint256 n;
        for (uint256 i; i < 4; i++) {
            if (bits & (1 << i) != 0) n++;
        }
        chosen = new string[](n);
        for (uint256 i = 4; i > 0; i--) {
            if (bits & (1 << (i - 1)) != 0) chosen[--n] = texts[i - 1];
        }
    }

    /// Twin of the counting of use: runs open exactly as long as a plain sum stays in the limits.
    function testFuzz_use(uint16[8] calldata iterations, uint32[8] calldata scalars) public {
        buy(dataset, GRANT);
        uint256 usedIterations;
        uint256 usedScalars;
        for (uint256 i; i < 8; i++) {
            uint32 asked = iterations[i] % 400;
            uint64 released = scalars[i] % 40_000;
            bool fits = usedIterations + asked <= 1_000 && usedScalars + released <= 100_000;
            vm.prank(TRAINER);
            try market.openRun(bytes32(i + 1), grantsOf(GRANT), asked, released) {
                assertTrue(fits, "opened");
                usedIterations += asked;
                usedScalars += released;
            } catch {
                assertTrue(!fits, "refused");
            }
        }
        assertEq(market.grant(GRANT).iterationsUsed, usedIterations);
        assertEq(market.grant(GRANT).scalarsUsed, usedScalars);
    }
}

/// Claims again while it is being paid.
contract Reentrant {
    ILicenceMarket private immutable market;

    constructor(ILicenceMarket market_) {
        market = market_;
    }

    function steal() external {
        market.claim();
    }

    receive() external payable {
        market.claim();
    }
}
