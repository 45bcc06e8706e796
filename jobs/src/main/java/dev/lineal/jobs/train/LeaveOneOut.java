package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.QuadraticForm;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.Solves;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a linear training makes beside the solve with all owners: solves without one owner each, and
 * the release of every solve's loss. The weights of none of them are released for it.
 *
 * @param solves of the run
 * @param form of the loss
 * @param round of the release
 * @param start of every solve
 * @param store that keeps what was released
 */
public record LeaveOneOut(
    Solves solves, QuadraticForm form, int round, TrainingState start, RunStore store) {
  /** What a plan asks for; empty where it measures no contributions. */
  public static Optional<LeaveOneOut> of(LinearRounds rounds, TrainingState start, RunStore store) {
    return rounds
        .losses()
        .map(
            losses ->
                new LeaveOneOut(
                    rounds.solves(),
                    losses.form(),
                    rounds.number(LinearRounds.LOSS),
                    start,
                    store));
  }

  /** The state with which a solve starts in an iteration. */
  TrainingState start(int iteration) {
    return new TrainingState(iteration, start.weights(), start.shares());
  }

  /** Has the owners release the loss of the weights that an iteration made, and keeps it. */
  RoundRecord release(RunTerms terms, int iteration, TrainingState made) {
    List<Ciphertext> weights = weights(terms, made);
    try (Ciphertext loss = form.of(weights)) {
      ReleasedScalars released = ReleasedScalars.ask(terms, iteration, round, List.of(loss));
      store.appendLoss(terms.runId(), solves.of(iteration), released.values().get(0));
      return released.record();
    } finally {
      weights.forEach(Ciphertext::close);
    }
  }

  private static List<Ciphertext> weights(RunTerms terms, TrainingState made) {
    try (EncryptedWeights open = made.weights().open(terms.key())) {
      return IntStream.range(0, open.features()).mapToObj(open::weight).toList();
    }
  }
}
