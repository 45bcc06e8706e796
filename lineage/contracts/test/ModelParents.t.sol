// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {LinealTest} from "./Lineal.t.sol";

/// @notice What parents allow their children, and how far an ancestry reaches.
contract ModelParentsTest is LinealTest {
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

    function _modelWith(bytes32 plan, IModelRegistry.Licence memory licence)
        private
        returns (uint256)
    {
        openedRun(plan);
        vm.prank(TRAINER);
        return models.register(modelVersion(plan), licence, threeWays(1, 2, 9_997), noParents());
    }

    function test_register_child_revertsWith_whatTheParentForbids() public {
        uint256 closed = _modelWith("1", IModelRegistry.Licence(true, false, 0, 0));
        uint256 research = _modelWith("2", IModelRegistry.Licence(false, true, 0, 0));
        uint256 dear = _modelWith("3", IModelRegistry.Licence(true, true, 2_000, 0));
        openedRun("plan");
        _refusesParents(
            parent(closed, 0),
            abi.encodeWithSelector(IModelRegistry.DerivativeNotAllowed.selector, closed)
        );
        _refusesParents(
            parent(research, 0),
            abi.encodeWithSelector(IModelRegistry.LicenceTooWide.selector, "commercialUse")
        );
        _refusesParents(
            parent(dear, 1_999),
            abi.encodeWithSelector(IModelRegistry.DerivativeShareTooSmall.selector, dear, 2_000)
        );
        _refusesParents(
            parent(9, 0), abi.encodeWithSelector(IModelRegistry.UnknownModel.selector, 9)
        );
        // Itself: it has a number by then, and no token.
        _refusesParents(
            parent(4, 0), abi.encodeWithSelector(IModelRegistry.UnknownModel.selector, 4)
        );
    }

    function _refusesParents(IModelRegistry.Parent[] memory parents, bytes memory refusal) private {
        _registerExpecting(licenceOf(0), threeWays(1, 2, 9_997), parents, refusal);
    }

    function test_register_revertsWith_BadParents() public {
        uint256 first = modelOf("1", 0);
        uint256 second = modelOf("2", 0);
        openedRun("plan");
        IModelRegistry.Parent[] memory two = new IModelRegistry.Parent[](2);
        two[0] = IModelRegistry.Parent(second, 1_000);
        two[1] = IModelRegistry.Parent(first, 1_000);
        bytes memory refusal = abi.encodeWithSelector(IModelRegistry.BadParents.selector, 1);
        _refusesParents(two, refusal);
        two[0] = two[1];
        _refusesParents(two, refusal);
        two[1] = IModelRegistry.Parent(second, 9_001);
        _refusesParents(two, refusal);
    }

    function test_register_revertsWith_AncestryTooLarge() public {
        uint256 model = modelOf("0", 0);
        for (uint256 i = 1; i <= 8; i++) {
            model = childOf(bytes32(i), model, 1_000);
        }
        (uint256 depth, uint256 ancestors) = models.ancestry(model);
        assertTrue(depth == 8 && ancestors == 8, "a line of eight");
        openedRun("plan");
        _refusesParents(
            parent(model, 1_000),
            abi.encodeWithSelector(IModelRegistry.AncestryTooLarge.selector, 9, 9)
        );
    }

    function test_register_wide_revertsWith_AncestryTooLarge() public {
        // Each model has all before it as parents: ancestors by every path double.
        uint256[] memory all = new uint256[](7);
        for (uint256 i; i < 7; i++) {
            all[i] =
                registerModel(bytes32(i + 1), 0, threeWays(5_000, 3_000, 2_000), _parents(all, i));
        }
        (, uint256 ancestors) = models.ancestry(all[6]);
        assertEq(ancestors, 63);
        openedRun("plan");
        _refusesParents(
            _parents(all, 7),
            abi.encodeWithSelector(IModelRegistry.AncestryTooLarge.selector, 7, 127)
        );
    }

    function _parents(uint256[] memory all, uint256 n)
        private
        pure
        returns (IModelRegistry.Parent[] memory list)
    {
        list = new IModelRegistry.Parent[](n);
        for (uint256 i; i < n; i++) {
            list[i] = IModelRegistry.Parent(all[i], 1_000);
        }
    }
}
