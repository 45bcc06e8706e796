// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {LicenceTerms} from "../src/LicenceTerms.sol";
import {ILicenceMarket} from "../src/interfaces/ILicenceMarket.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {LinealTest} from "./Lineal.t.sol";

contract ModelRegistryTest is LinealTest {
    function _registerExpecting(
        IModelRegistry.Licence memory licence,
        IModelRegistry.Contributor[] memory contributors,
        IModelRegistry.Parent[] memory parents,
        bytes memory refusal
    ) private {
        vm.prank(TRAINER);
        vm.expectRevert(refusal);
        models.register(modelVersion("plan"), licence, contributors, parents);
    }

    function test_register_keepsWhatWasStated() public {
        uint256 model = modelOf("plan", 7);
        assertEq(models.ownerOf(model), TRAINER);
        assertEq(models.licence(model).pricePerCallWei, 7);
        assertEq(models.contributors(model).length, 3);
        assertEq(models.shareOf(model, ALICE), 5_000);
        assertEq(models.shareOf(model, BOB), 3_333);
        assertEq(models.shareOf(model, CAROL), 1_667);
        assertEq(models.shareOf(model, TRAINER), 0);
        (IModelRegistry.Version memory stated, address trainer, uint64 at) =
            models.version(model, 0);
        assertEq(stated.plan, "plan");
        assertEq(stated.manifestSha256, keccak256(abi.encode("model", bytes32("plan"))));
        assertEq(trainer, TRAINER);
        assertEq(at, block.timestamp);
        assertEq(models.find(TRAINER, stated.manifestSha256), model);
        assertEq(models.tokenURI(model), "ipfs://model");
        assertTrue(models.supportsInterface(type(IERC721).interfaceId), "ERC-721");
    }

    function test_register_emits() public {
        uint256 first = modelOf("first", 0);
        openedRun("plan");
        uint256[] memory parents = new uint256[](1);
        parents[0] = first;
        vm.expectEmit(address(models));
        emit IModelRegistry.ModelRegistered(2, TRAINER, parents);
        vm.expectEmit(address(models));
        emit IModelRegistry.VersionAppended(
            2, modelVersion("plan").manifestSha256, bytes32("plan"), 0
        );
        vm.expectEmit(address(models));
        emit IModelRegistry.PriceSet(2, 9);
        vm.prank(TRAINER);
        models.register(
            modelVersion("plan"), licenceOf(9), threeWays(1, 2, 9_997), parent(first, 1_000)
        );
    }

    function test_register_revertsWith_RunNotOpened() public {
        _registerExpecting(
            licenceOf(0),
            threeWays(1, 2, 9_997),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.RunNotOpened.selector, TRAINER, bytes32("plan"))
        );
    }

    function test_register_ofAnothersRun_revertsWith_RunNotOpened() public {
        openedRun("plan");
        vm.prank(BOB);
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.RunNotOpened.selector, BOB, bytes32("plan"))
        );
        models.register(modelVersion("plan"), licenceOf(0), threeWays(1, 2, 9_997), noParents());
    }

    function test_register_revertsWith_RunUsed() public {
        modelOf("plan", 0);
        IModelRegistry.Version memory other = modelVersion("plan");
        other.manifestSha256 = "other";
        vm.prank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.RunUsed.selector, TRAINER, bytes32("plan"), 1)
        );
        models.register(other, licenceOf(0), threeWays(1, 2, 9_997), noParents());
    }

    function test_register_revertsWith_ManifestRegistered() public {
        modelOf("first", 0);
        openedRun("plan");
        IModelRegistry.Version memory same = modelVersion("plan");
        same.manifestSha256 = modelVersion("first").manifestSha256;
        vm.startPrank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(
                IModelRegistry.ManifestRegistered.selector, same.manifestSha256, 1
            )
        );
        models.register(same, licenceOf(0), threeWays(1, 2, 9_997), noParents());
        same.manifestSha256 = 0;
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.BadManifest.selector));
        models.register(same, licenceOf(0), threeWays(1, 2, 9_997), noParents());
    }

    function test_register_revertsWith_BadContributors() public {
        openedRun("plan");
        IModelRegistry.Contributor[] memory list = threeWays(5_000, 4_000, 1_000);
        (list[0], list[1]) = (list[1], list[0]);
        _registerExpecting(
            licenceOf(0),
            list,
            noParents(),
            abi.encodeWithSelector(IModelRegistry.BadContributors.selector, 1)
        );
        list[1] = list[0];
        _registerExpecting(
            licenceOf(0),
            list,
            noParents(),
            abi.encodeWithSelector(IModelRegistry.BadContributors.selector, 1)
        );
        list = threeWays(5_000, 5_000, 0);
        _registerExpecting(
            licenceOf(0),
            list,
            noParents(),
            abi.encodeWithSelector(IModelRegistry.BadContributors.selector, 2)
        );
        list[0].payee = address(0);
        _registerExpecting(
            licenceOf(0),
            list,
            noParents(),
            abi.encodeWithSelector(IModelRegistry.BadContributors.selector, 0)
        );
        _registerExpecting(
            licenceOf(0),
            new IModelRegistry.Contributor[](0),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.BadContributors.selector, 0)
        );
        _registerExpecting(
            licenceOf(0),
            new IModelRegistry.Contributor[](257),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.BadContributors.selector, 257)
        );
    }

    function test_register_revertsWith_SharesNotWhole() public {
        openedRun("plan");
        _registerExpecting(
            licenceOf(0),
            threeWays(5_000, 4_000, 999),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.SharesNotWhole.selector, 9_999)
        );
    }

    function _runOver(uint16 aliceBp, uint16 bobBp) private {
        bytes32[] memory grants = new bytes32[](2);
        buy(registerAs(ALICE, LicenceTerms.commercial(PRICE, aliceBp)), "a");
        buy(registerAs(BOB, LicenceTerms.commercial(PRICE, bobBp)), "b");
        (grants[0], grants[1]) = (bytes32("a"), bytes32("b"));
        openRun("plan", grants);
    }

    function test_register_revertsWith_ShareTooSmall() public {
        _runOver(2_000, 1_000);
        _registerExpecting(
            licenceOf(0),
            threeWays(2_000, 999, 7_001),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.ShareTooSmall.selector, BOB, 1_000)
        );
        uint256 first = modelOf("first", 0);
        // Of the whole payment: the parent takes a tenth first, and 2,200 of 9,000 is below 2,000.
        _registerExpecting(
            licenceOf(0),
            threeWays(2_200, 2_000, 5_800),
            parent(first, 1_000),
            abi.encodeWithSelector(IModelRegistry.ShareTooSmall.selector, ALICE, 2_000)
        );
        vm.prank(TRAINER);
        models.register(
            modelVersion("plan"), licenceOf(0), threeWays(2_223, 2_000, 5_777), parent(first, 1_000)
        );
    }

    function test_register_twoDatasetsOfOneOwner_addUp() public {
        bytes32[] memory grants = new bytes32[](2);
        buy(registerAs(ALICE, LicenceTerms.commercial(PRICE, 2_000)), "a");
        vm.prank(ALICE);
        buy(
            datasets.register("study", versionOf("two"), LicenceTerms.commercial(PRICE, 1_500)), "b"
        );
        (grants[0], grants[1]) = (bytes32("a"), bytes32("b"));
        openRun("plan", grants);
        _registerExpecting(
            licenceOf(0),
            threeWays(3_499, 5_001, 1_500),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.ShareTooSmall.selector, ALICE, 3_500)
        );
    }

    function test_register_revertsWith_LicenceTooWide() public {
        uint256 dataset = registerAs(ALICE, LicenceTerms.research(0));
        buy(dataset, "a");
        openRun("plan", grantsOf("a"));
        _refusesLicence(IModelRegistry.Licence(true, false, 0, 0), "commercialUse");
        _refusesLicence(IModelRegistry.Licence(false, true, 0, 0), "derivatives");
        _refusesLicence(IModelRegistry.Licence(false, false, 0, 1), "pricePerCallWei");
        _refusesLicence(IModelRegistry.Licence(false, false, 10_001, 0), "derivativeShareBp");
    }

    function _refusesLicence(IModelRegistry.Licence memory licence, string memory field) private {
        _registerExpecting(
            licence,
            threeWays(1, 2, 9_997),
            noParents(),
            abi.encodeWithSelector(IModelRegistry.LicenceTooWide.selector, field)
        );
    }

    function _modelWith(bytes32 plan, IModelRegistry.Licence memory licence)
        private
        returns (uint256)
    {
        openedRun(plan);
        vm.prank(TRAINER);
        return models.register(modelVersion(plan), licence, threeWays(1, 2, 9_997), noParents());
    }

    function test_append_fromAnotherRun() public {
        uint256 model = modelOf("plan", 7);
        openedRun("second");
        vm.prank(TRAINER);
        assertEq(models.append(model, modelVersion("second")), 1);
        assertEq(models.versions(model), 2);
        (IModelRegistry.Version memory first,,) = models.version(model, 0);
        assertEq(first.plan, "plan");
        assertEq(models.find(TRAINER, modelVersion("second").manifestSha256), model);
    }

    function test_append_revertsWith_ShareTooSmall() public {
        uint256 model = modelOf("first", 7);
        _runOver(5_001, 0);
        vm.prank(TRAINER);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ShareTooSmall.selector, ALICE, 5_001));
        models.append(model, modelVersion("plan"));
    }

    function test_ownersVerbs_revertWith_NotModelOwner() public {
        uint256 model = modelOf("plan", 7);
        bytes memory refusal =
            abi.encodeWithSelector(IModelRegistry.NotModelOwner.selector, model, BOB);
        vm.startPrank(BOB);
        vm.expectRevert(refusal);
        models.setPrice(model, 1);
        vm.expectRevert(refusal);
        models.append(model, modelVersion("x"));
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.UnknownModel.selector, 0));
        models.setPrice(0, 1);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.UnknownVersion.selector, model, 1));
        models.version(model, 1);
    }

    function test_setPrice() public {
        uint256 model = modelOf("plan", 7);
        vm.expectEmit(address(models));
        emit IModelRegistry.PriceSet(model, 8);
        vm.prank(TRAINER);
        models.setPrice(model, 8);
        assertEq(models.licence(model).pricePerCallWei, 8);
        vm.prank(TRAINER);
        models.transferFrom(TRAINER, BOB, model);
        vm.prank(BOB);
        models.setPrice(model, 9);
        assertEq(models.licence(model).pricePerCallWei, 9);
    }

    function test_setPrice_revertsWith_LicenceTooWide() public {
        uint256 model = _modelWith("plan", IModelRegistry.Licence(false, false, 0, 0));
        vm.prank(TRAINER);
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.LicenceTooWide.selector, "pricePerCallWei")
        );
        models.setPrice(model, 1);
    }

    /// Twin of the binary search: a walk over the whole list.
    function testFuzz_shareOf(uint8 size, uint160 seed, uint8 wanted) public {
        uint256 n = bounded(size, 1, 100);
        IModelRegistry.Contributor[] memory list = new IModelRegistry.Contributor[](n);
        uint160 at = seed % 1_000_000 + 1;
        for (uint256 i; i < n; i++) {
            uint16 bp = i == n - 1 ? uint16(10_000 - (n - 1) * 7) : 7;
            list[i] = IModelRegistry.Contributor(address(at), bp);
            at += 1 + uint160(uint256(keccak256(abi.encode(seed, i)))) % 5;
        }
        uint256 model = registerModel("plan", 0, list, noParents());
        address who = address(uint160(list[wanted % n].payee) + wanted % 3);
        uint256 expected;
        for (uint256 i; i < n; i++) {
            if (list[i].payee == who) expected = list[i].shareBp;
        }
        assertEq(models.shareOf(model, who), expected);
    }

    /// Twin of the check of shares: fractions compared by cross-multiplication of whole payments.
    function testFuzz_shares(uint16 parentBp, uint16 aliceBp, uint16 owedBp) public {
        uint16 parentShare = uint16(bounded(parentBp, 1_000, 9_000));
        uint16 alice = uint16(bounded(aliceBp, 1, 9_998));
        uint16 owed = uint16(bounded(owedBp, 0, 3_000));
        uint256 first = modelOf("first", 0);
        _runOver(owed, 0);
        uint256 paid = 10_000 * 10_000;
        uint256 toAlice = (paid - paid / 10_000 * parentShare) / 10_000 * alice;
        bool enough = toAlice >= paid / 10_000 * owed;
        vm.prank(TRAINER);
        try models.register(
            modelVersion("plan"),
            licenceOf(0),
            threeWays(alice, 1, 9_999 - alice),
            parent(first, parentShare)
        ) {
            assertTrue(enough, "registered");
        } catch {
            assertTrue(!enough, "refused");
        }
    }
}
