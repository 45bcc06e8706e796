package dev.lineal.jobs.train;

import dev.lineal.he.rounds.LogisticRounds;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.jobs.plan.LogisticPlan;
import java.util.Optional;
import java.util.OptionalDouble;

/** Scalars that owners release while a run goes on, where its grants say so. */
@FunctionalInterface
public interface Telemetry {
  /** Nothing is granted. */
  Telemetry NONE = (iteration, released) -> OptionalDouble.empty();

  /** Mean squared margin over all real rows in an iteration, from 0. */
  OptionalDouble meanSquaredMargin(int iteration, Optional<ReleasedScalars> released);

  /** What an iteration of the plan is to release. */
  default Optional<ReleaseRequest> request(int iteration) {
    return Optional.empty();
  }

  /** What a logistic plan asks for. */
  static Telemetry of(LogisticPlan plan) {
    TaskRounds rounds = plan.rounds();
    int round = rounds.number(LogisticRounds.MARGIN);
    return round == 0 ? NONE : new Margins(rounds.round(round), round, plan);
  }

  /**
   * The released sums of y^2.
   *
   * @param terms of their round
   * @param round its number
   */
  record Margins(RoundTerms terms, int round, LogisticPlan plan) implements Telemetry {
    @Override
    public Optional<ReleaseRequest> request(int iteration) {
      return terms.span().has(iteration)
          ? Optional.of(new ReleaseRequest(round, ReleasedSums.SQUARES))
          : Optional.empty();
    }

    @Override
    public OptionalDouble meanSquaredMargin(int iteration, Optional<ReleasedScalars> released) {
      if (released.isEmpty()) {
        return OptionalDouble.empty();
      }
      double sum = released.get().sum(0, terms.inputScaleBits(), plan.parameters().slots());
      // The owners' floods may take a sum of nothing below 0.
      return OptionalDouble.of(Math.max(0, sum) / plan.rows() * plan.interval() * plan.interval());
    }
  }
}
