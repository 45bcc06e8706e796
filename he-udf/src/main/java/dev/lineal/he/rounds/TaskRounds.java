package dev.lineal.he.rounds;

import dev.lineal.he.linalg.NesterovStep;
import java.util.List;
import java.util.stream.IntStream;

/** All rounds of a task, in their order within an iteration; round numbers start at 1. */
public interface TaskRounds {
  /**
   * Flood of scalars that measure margins: far below the value, above the arithmetic's own noise.
   */
  int FLOOD_BITS = 56;

  List<RoundTerms> rounds();

  /** Number of the round that makes new weights; 0 where none does. */
  int stepRound();

  /**
   * The step of an iteration on shares of the features from number {@code first} on.
   *
   * @throws UnsupportedOperationException where no round makes weights
   */
  NesterovStep step(int iteration, int first);

  /** R: weights are held as w / R. */
  int interval();

  /** How the iterations are divided. */
  default Solves solves() {
    return Solves.ONE;
  }

  default RoundTerms round(int number) {
    return rounds().get(number - 1);
  }

  /** Number of the round of this name; 0 where there is none. */
  default int number(String name) {
    return IntStream.rangeClosed(1, rounds().size())
        .filter(number -> round(number).name().equals(name))
        .findFirst()
        .orElse(0);
  }
}
