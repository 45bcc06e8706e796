// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {LicenceTerms} from "../src/LicenceTerms.sol";
import {ILicenceMarket} from "../src/interfaces/ILicenceMarket.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {IDatasetRegistry} from "../src/interfaces/IDatasetRegistry.sol";
import {LinealTest} from "./Lineal.t.sol";

/// @notice Gas of each operation without the transaction's own; gas/Lineal.json is committed, and a
/// run that uses other gas fails.
contract GasTest is LinealTest {
    function _took(string memory operation) private {
        vm.snapshotGasLastCall("Lineal", operation);
    }

    function test_gas_datasetAndGrant() public {
        IDatasetRegistry.Version memory first = versionOf(contentOf(ALICE));
        vm.prank(ALICE);
        datasets.register("study", first, LicenceTerms.commercial(PRICE, 250));
        _took("register dataset");
        vm.prank(ALICE);
        datasets.append(1, versionOf("next"));
        _took("append version");
        ILicenceMarket.Order memory order = orderFor(1, "grant");
        vm.prank(TRAINER);
        market.buy{value: PRICE}(order);
        _took("buy grant");
        openRun("plan", grantsOf("grant"));
        _took("open run, 1 grant");
        vm.prank(ALICE);
        market.revoke("grant", "no more");
        _took("revoke grant");
        vm.prank(ALICE);
        market.claim();
        _took("claim licence fees");
    }

    function test_gas_anchor() public {
        anchors.anchor("one", 1);
        _took("anchor 1 manifest");
        anchors.anchor("many", 1_000);
        _took("anchor 1,000 manifests under one root");
    }

    function test_gas_models() public {
        openedRun("three");
        vm.prank(TRAINER);
        models.register(
            modelVersion("three"), licenceOf(1_000), threeWays(5_000, 3_333, 1_667), noParents()
        );
        _took("register model, 3 contributors");
        openedRun("fifty");
        IModelRegistry.Contributor[] memory fifty = _fifty();
        vm.prank(TRAINER);
        models.register(modelVersion("fifty"), licenceOf(1_000), fifty, noParents());
        _took("register model, 50 contributors");
        uint256 child = childOf("child", 1, 2_500);
        _pay(1, "pay 1 call, no parent");
        _pay(1, "pay 1 call, no parent, again");
        _pay(child, "pay 1 call, 1 parent");
        uint256[] memory one = new uint256[](1);
        one[0] = 1;
        vm.prank(ALICE);
        revenue.claim(one);
        _took("claim revenue of 1 model");
    }

    function _pay(uint256 model, string memory operation) private {
        vm.prank(TRAINER);
        revenue.pay{value: 1_000}(model, 1);
        _took(operation);
    }

    function _fifty() private pure returns (IModelRegistry.Contributor[] memory list) {
        list = new IModelRegistry.Contributor[](50);
        for (uint256 i; i < 50; i++) {
            list[i] = IModelRegistry.Contributor(address(uint160(i + 1)), 200);
        }
    }
}
