// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IDatasetRegistry} from "../src/interfaces/IDatasetRegistry.sol";
import {LicenceTerms, Preset, Terms} from "../src/LicenceTerms.sol";
import {LinealTest} from "./Lineal.t.sol";

contract DatasetRegistryTest is LinealTest {
    uint256 private dataset;

    function setUp() public override {
        super.setUp();
        dataset = registerAs(ALICE, LicenceTerms.research(PRICE));
    }

    function test_register_keepsWhatWasStated() public view {
        assertEq(datasets.count(), 1);
        assertEq(datasets.ownerOf(dataset), ALICE);
        assertEq(datasets.study(dataset), "study");
        (IDatasetRegistry.Version memory stated, uint64 at) = datasets.version(dataset, 0);
        assertEq(stated.contentRoot, contentOf(ALICE));
        assertEq(stated.manifestSha256, keccak256("m"));
        assertEq(stated.schemaSha256, keccak256("s"));
        assertEq(stated.rows, 100);
        assertEq(stated.uri, "ipfs://data");
        assertEq(at, block.timestamp);
        (bool found, uint256 where, uint256 version) = datasets.find(ALICE, contentOf(ALICE));
        assertTrue(found && where == dataset && version == 0, "found");
        assertTrue(datasets.hasContent(dataset, contentOf(ALICE)), "has content");
    }

    function test_register_emits() public {
        vm.expectEmit(address(datasets));
        emit IDatasetRegistry.DatasetRegistered(2, BOB, "study");
        vm.expectEmit(address(datasets));
        emit IDatasetRegistry.VersionAppended(2, contentOf(BOB), 0);
        vm.expectEmit(address(datasets));
        emit IDatasetRegistry.TermsAppended(2, 0, PRICE);
        registerAs(BOB, LicenceTerms.research(PRICE));
    }

    function test_register_sameRootOfAnotherOwner_isNotBlocked() public {
        vm.prank(BOB);
        uint256 second =
            datasets.register("study", versionOf(contentOf(ALICE)), LicenceTerms.research(1));
        assertEq(datasets.ownerOf(second), BOB);
        (, uint256 where,) = datasets.find(ALICE, contentOf(ALICE));
        assertEq(where, dataset);
    }

    function test_register_revertsWith_ContentRegistered() public {
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDatasetRegistry.ContentRegistered.selector, contentOf(ALICE), dataset
            )
        );
        datasets.register("study", versionOf(contentOf(ALICE)), LicenceTerms.research(PRICE));
    }

    function test_append_revertsWith_ContentRegistered_afterTransfer() public {
        vm.prank(ALICE);
        datasets.transferFrom(ALICE, BOB, dataset);
        vm.prank(BOB);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDatasetRegistry.ContentRegistered.selector, contentOf(ALICE), dataset
            )
        );
        datasets.append(dataset, versionOf(contentOf(ALICE)));
    }

    function test_register_revertsWith_BadVersion() public {
        IDatasetRegistry.Version memory bad = versionOf(0);
        _refusesVersion(bad, "contentRoot");
        bad = versionOf("x");
        bad.manifestSha256 = 0;
        _refusesVersion(bad, "manifestSha256");
        bad = versionOf("x");
        bad.schemaSha256 = 0;
        _refusesVersion(bad, "schemaSha256");
        bad = versionOf("x");
        bad.rows = 0;
        _refusesVersion(bad, "rows");
        bad = versionOf("x");
        bad.uri = string(new bytes(1025));
        _refusesVersion(bad, "uri");
        vm.expectRevert(abi.encodeWithSelector(IDatasetRegistry.BadVersion.selector, "study"));
        datasets.register("", versionOf("x"), LicenceTerms.research(PRICE));
    }

    function _refusesVersion(IDatasetRegistry.Version memory bad, string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(IDatasetRegistry.BadVersion.selector, field));
        datasets.register("study", bad, LicenceTerms.research(PRICE));
    }

    function test_appendTerms_revertsWith_BadTerms() public {
        Terms memory bad = LicenceTerms.research(PRICE);
        bad.tasks = 0;
        _refusesTerms(bad, "tasks");
        bad.tasks = 4;
        _refusesTerms(bad, "tasks");
        bad = LicenceTerms.commercial(PRICE, 10_001);
        _refusesTerms(bad, "revenueShareBp");
        bad = LicenceTerms.research(PRICE);
        bad.iterations = 0;
        _refusesTerms(bad, "iterations");
        bad = LicenceTerms.research(PRICE);
        bad.duration = 0;
        _refusesTerms(bad, "duration");
        bad = LicenceTerms.research(PRICE);
        bad.purposesAllowed = new string[](17);
        _refusesTerms(bad, "purposesAllowed");
        bad = LicenceTerms.research(PRICE);
        bad.purposesForbidden = new string[](1);
        _refusesTerms(bad, "purposesForbidden");
        bad = LicenceTerms.research(PRICE);
        bad.releases[0] = string(new bytes(1025));
        _refusesTerms(bad, "releases");
    }

    function _refusesTerms(Terms memory bad, string memory field) private {
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IDatasetRegistry.BadTerms.selector, field));
        datasets.appendTerms(dataset, bad);
    }

    function test_append_altersNothing() public {
        vm.prank(ALICE);
        assertEq(datasets.append(dataset, versionOf("next")), 1);
        vm.prank(ALICE);
        assertEq(datasets.appendTerms(dataset, LicenceTerms.commercial(7, 250)), 1);
        assertEq(datasets.versions(dataset), 2);
        (IDatasetRegistry.Version memory first,) = datasets.version(dataset, 0);
        assertEq(first.contentRoot, contentOf(ALICE));
        assertEq(datasets.currentTerms(dataset), 1);
        assertEq(datasets.terms(dataset, 0).priceWei, PRICE);
        assertEq(datasets.terms(dataset, 1).priceWei, 7);
        (uint32 iterations, uint64 scalars) = datasets.limits(dataset, 1);
        assertTrue(iterations == 1_000 && scalars == 100_000, "limits");
    }

    function test_preset_areWhatTheirNamesSay() public view {
        Terms memory research = datasets.preset(Preset.Research, 5, 7);
        assertTrue(!research.commercialUse && !research.derivatives, "research earns nothing");
        assertTrue(research.priceWei == 5 && research.revenueShareBp == 0, "price, no share");
        Terms memory commercial = datasets.preset(Preset.Commercial, 5, 7);
        assertTrue(commercial.commercialUse && commercial.derivatives, "commercial earns");
        assertTrue(commercial.priceWei == 5 && commercial.revenueShareBp == 7, "price and share");
        Terms memory evaluation = datasets.preset(Preset.Evaluation, 5, 7);
        assertTrue(evaluation.invitationOnly && evaluation.priceWei == 0, "invited, free");
        assertEq(evaluation.duration, 30 days);
    }

    function test_append_revertsWith_NotDatasetOwner() public {
        bytes memory refusal =
            abi.encodeWithSelector(IDatasetRegistry.NotDatasetOwner.selector, dataset, BOB);
        vm.startPrank(BOB);
        vm.expectRevert(refusal);
        datasets.append(dataset, versionOf("next"));
        vm.expectRevert(refusal);
        datasets.appendTerms(dataset, LicenceTerms.research(PRICE));
    }

    function test_views_revertWith_Unknown() public {
        bytes memory unknown = abi.encodeWithSelector(IDatasetRegistry.UnknownDataset.selector, 9);
        vm.expectRevert(unknown);
        datasets.study(9);
        vm.expectRevert(unknown);
        datasets.currentTerms(9);
        vm.expectRevert(unknown);
        datasets.tokenURI(9);
        vm.expectRevert(abi.encodeWithSelector(IDatasetRegistry.UnknownVersion.selector, 1, 1));
        datasets.version(1, 1);
        vm.expectRevert(abi.encodeWithSelector(IDatasetRegistry.UnknownTerms.selector, 1, 1));
        datasets.terms(1, 1);
    }

    function test_erc721_interfacesAndUri() public {
        assertTrue(datasets.supportsInterface(type(IERC721).interfaceId), "ERC-721");
        assertTrue(datasets.supportsInterface(0x5b5e139f), "ERC-721 metadata");
        assertTrue(!datasets.supportsInterface(0xffffffff), "ERC-165's never");
        assertEq(datasets.balanceOf(ALICE), 1);
        IDatasetRegistry.Version memory next = versionOf("next");
        next.uri = "ipfs://next";
        vm.prank(ALICE);
        datasets.append(dataset, next);
        assertEq(datasets.tokenURI(dataset), "ipfs://next");
    }

    function test_erc721_transferMovesTheRightToAppend() public {
        vm.prank(ALICE);
        datasets.approve(CAROL, dataset);
        vm.prank(CAROL);
        datasets.safeTransferFrom(ALICE, BOB, dataset);
        assertEq(datasets.ownerOf(dataset), BOB);
        vm.prank(BOB);
        datasets.append(dataset, versionOf("by bob"));
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IDatasetRegistry.NotDatasetOwner.selector, dataset, ALICE)
        );
        datasets.append(dataset, versionOf("by alice"));
    }

    function test_erc721_transfer_revertsWith_InsufficientApproval() public {
        vm.prank(CAROL);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC721Errors.ERC721InsufficientApproval.selector, CAROL, dataset
            )
        );
        datasets.transferFrom(ALICE, CAROL, dataset);
    }

    function test_erc721_safeTransfer_revertsWith_InvalidReceiver() public {
        vm.prank(ALICE);
        vm.expectRevert(
            abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, address(market))
        );
        datasets.safeTransferFrom(ALICE, address(market), dataset);
    }
}
