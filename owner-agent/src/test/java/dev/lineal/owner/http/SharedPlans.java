package dev.lineal.owner.http;

import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans whose weights stay in additive shares. */
final class SharedPlans {
  static final int STEP = 5;
  static final int PARTIAL = 6;

  private SharedPlans() {}

  /** The same plan, its step ending in shares, its owners multiplying blocks by theirs. */
  static Plans of(Plans plans) {
    List<Round> rounds = new ArrayList<>(plans.rounds.subList(0, STEP - 1));
    Round step = plans.rounds.get(STEP - 1);
    rounds.add(
        new Round(
            step.name(),
            Round.Refresh.SHARE,
            step.inputScaleBits(),
            step.boundBits(),
            step.linear(),
            step.factor(),
            step.addend(),
            step.outputScaleBits()));
    rounds.add(
        new Round(
            "partial",
            Round.Refresh.PARTIAL,
            82,
            82,
            Optional.empty(),
            new Factor(1, 0),
            Factor.ZERO,
            82));
    plans.rounds = rounds;
    return plans;
  }
}
