// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What the owner of a dataset allows, at a glance.
struct Terms {
    /// Exact texts; empty: every purpose that is not forbidden.
    string[] purposesAllowed;
    /// Exact texts.
    string[] purposesForbidden;
    /// Models may earn: a grant bought for commercial use is allowed.
    bool commercialUse;
    /// Models may be parents of other models.
    bool derivatives;
    /// Only addresses that the owner has allowed may buy.
    bool invitationOnly;
    /// Kinds of runs: bit 0 logistic, bit 1 linear.
    uint8 tasks;
    /// The owner's least share of every payment for a model, in basis points of the whole payment.
    uint16 revenueShareBp;
    /// Iterations that all runs under one grant may make.
    uint32 iterations;
    /// Numbers that all runs under one grant may release.
    uint64 releasedScalars;
    /// The longest time that a grant counts, in seconds.
    uint64 duration;
    /// Names of what may be released.
    string[] releases;
    /// Price of a grant.
    uint256 priceWei;
}

/// @notice Named starting points for terms.
enum Preset {
    Research,
    Commercial,
    Evaluation
}

/// @notice Starting points for terms; change what you like before you publish them.
library LicenceTerms {
    uint16 internal constant WHOLE = 10_000;
    uint8 internal constant LOGISTIC = 1;
    uint8 internal constant LINEAR = 2;

    /// @notice Any purpose, no earnings, no descendants, a year.
    function research(uint256 priceWei) internal pure returns (Terms memory terms) {
        terms.tasks = LOGISTIC | LINEAR;
        terms.iterations = 1_000;
        terms.releasedScalars = 100_000;
        terms.duration = 365 days;
        terms.releases = new string[](1);
        terms.releases[0] = "weights";
        terms.priceWei = priceWei;
    }

    /// @notice As research, and models may earn and have descendants against a share.
    function commercial(uint256 priceWei, uint16 shareBp)
        internal
        pure
        returns (Terms memory terms)
    {
        terms = research(priceWei);
        terms.commercialUse = true;
        terms.derivatives = true;
        terms.revenueShareBp = shareBp;
    }

    /// @notice Thirty days and few iterations, for those whom the owner allows.
    function evaluation() internal pure returns (Terms memory terms) {
        terms = research(0);
        terms.invitationOnly = true;
        terms.iterations = 20;
        terms.releasedScalars = 1_000;
        terms.duration = 30 days;
    }
}
