// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AnchorLog} from "../src/AnchorLog.sol";
import {DatasetRegistry} from "../src/DatasetRegistry.sol";
import {LicenceMarket} from "../src/LicenceMarket.sol";
import {LicenceTerms, Terms} from "../src/LicenceTerms.sol";
import {ModelRegistry} from "../src/ModelRegistry.sol";
import {RevenueSplit} from "../src/RevenueSplit.sol";
import {IDatasetRegistry} from "../src/interfaces/IDatasetRegistry.sol";
import {ILicenceMarket} from "../src/interfaces/ILicenceMarket.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {Vm} from "./Vm.sol";

/// @notice The deployed house, three owners and a trainer, and short ways to act as them.
abstract contract LinealTest {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    // Ascending, as contributors are listed.
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B00);
    address internal constant CAROL = address(0xCA401);
    address internal constant TRAINER = address(0x7EAC4E4);
    uint256 internal constant PRICE = 1 ether;
    string internal constant PURPOSE = "digit recognition";

    DatasetRegistry internal datasets;
    LicenceMarket internal market;
    ModelRegistry internal models;
    RevenueSplit internal revenue;
    AnchorLog internal anchors;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        datasets = new DatasetRegistry();
        market = new LicenceMarket(datasets);
        models = new ModelRegistry(market);
        revenue = new RevenueSplit(models);
        anchors = new AnchorLog();
        vm.deal(TRAINER, 1_000_000 ether);
    }

    function contentOf(address owner) internal pure returns (bytes32) {
        return keccak256(abi.encode("content", owner));
    }

    function versionOf(bytes32 content) internal pure returns (IDatasetRegistry.Version memory) {
        return IDatasetRegistry.Version(content, keccak256("m"), keccak256("s"), 100, "ipfs://data");
    }

    function registerAs(address owner, Terms memory terms) internal returns (uint256) {
        vm.prank(owner);
        return datasets.register("study", versionOf(contentOf(owner)), terms);
    }

    function orderFor(uint256 dataset, bytes32 id)
        internal
        view
        returns (ILicenceMarket.Order memory order)
    {
        order.dataset = dataset;
        order.terms = datasets.currentTerms(dataset);
        order.grantId = id;
        order.nonce = keccak256(abi.encode(id));
        order.expires = uint64(block.timestamp + 30 days);
        order.commercial = datasets.terms(dataset, order.terms).commercialUse;
        order.purpose = PURPOSE;
    }

    function buy(uint256 dataset, bytes32 id) internal {
        ILicenceMarket.Order memory order = orderFor(dataset, id);
        uint256 price = datasets.terms(dataset, order.terms).priceWei;
        vm.prank(TRAINER);
        market.buy{value: price}(order);
    }

    function grantsOf(bytes32 one) internal pure returns (bytes32[] memory grants) {
        grants = new bytes32[](1);
        grants[0] = one;
    }

    function openRun(bytes32 plan, bytes32[] memory grants) internal {
        vm.prank(TRAINER);
        market.openRun(plan, grants, 1, 10);
    }

    function commercialTerms() internal pure returns (Terms memory) {
        return LicenceTerms.commercial(PRICE, 0);
    }

    /// A run of one freely given grant of a fresh dataset, ready to register a model.
    function openedRun(bytes32 plan) internal {
        uint256 dataset = datasets.count() + 1;
        address owner = address(uint160(0xF000 + dataset));
        registerAs(owner, commercialTerms());
        bytes32 id = keccak256(abi.encode("grant", dataset));
        ILicenceMarket.Order memory order = orderFor(dataset, id);
        vm.prank(owner);
        market.give(TRAINER, order);
        openRun(plan, grantsOf(id));
    }

    function modelVersion(bytes32 plan) internal pure returns (IModelRegistry.Version memory) {
        return IModelRegistry.Version(plan, keccak256(abi.encode("model", plan)), "ipfs://model");
    }

    function licenceOf(uint256 pricePerCall) internal pure returns (IModelRegistry.Licence memory) {
        return IModelRegistry.Licence(true, true, 1_000, pricePerCall);
    }

    /// Alice, Bob and Carol share as given.
    function threeWays(uint16 a, uint16 b, uint16 c)
        internal
        pure
        returns (IModelRegistry.Contributor[] memory list)
    {
        list = new IModelRegistry.Contributor[](3);
        list[0] = IModelRegistry.Contributor(ALICE, a);
        list[1] = IModelRegistry.Contributor(BOB, b);
        list[2] = IModelRegistry.Contributor(CAROL, c);
    }

    function noParents() internal pure returns (IModelRegistry.Parent[] memory) {
        return new IModelRegistry.Parent[](0);
    }

    function parent(uint256 model, uint16 shareBp)
        internal
        pure
        returns (IModelRegistry.Parent[] memory list)
    {
        list = new IModelRegistry.Parent[](1);
        list[0] = IModelRegistry.Parent(model, shareBp);
    }

    function registerModel(
        bytes32 plan,
        uint256 pricePerCall,
        IModelRegistry.Contributor[] memory contributors,
        IModelRegistry.Parent[] memory parents
    ) internal returns (uint256) {
        openedRun(plan);
        vm.prank(TRAINER);
        return models.register(modelVersion(plan), licenceOf(pricePerCall), contributors, parents);
    }

    function modelOf(bytes32 plan, uint256 pricePerCall) internal returns (uint256) {
        return registerModel(plan, pricePerCall, threeWays(5_000, 3_333, 1_667), noParents());
    }

    function childOf(bytes32 plan, uint256 model, uint16 shareBp) internal returns (uint256) {
        return registerModel(plan, 1_000, threeWays(5_000, 3_333, 1_667), parent(model, shareBp));
    }

    error NotEqual(uint256 got, uint256 want);
    error NotTrue(string what);

    function assertEq(uint256 got, uint256 want) internal pure {
        if (got != want) revert NotEqual(got, want);
    }

    function assertEq(address got, address want) internal pure {
        if (got != want) revert NotEqual(uint160(got), uint160(want));
    }

    function assertEq(bytes32 got, bytes32 want) internal pure {
        if (got != want) revert NotEqual(uint256(got), uint256(want));
    }

    function assertEq(string memory got, string memory want) internal pure {
        if (keccak256(bytes(got)) != keccak256(bytes(want))) revert NotTrue(got);
    }

    function assertTrue(bool value, string memory what) internal pure {
        if (!value) revert NotTrue(what);
    }

    function bounded(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + value % (high - low + 1);
    }
}
