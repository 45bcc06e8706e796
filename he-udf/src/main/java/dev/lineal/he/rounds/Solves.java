package dev.lineal.he.rounds;

import java.util.OptionalInt;

/**
 * The solves of a run, one after the other in its iterations: where contributions are measured, one
 * without each owner, in the plan's order, then the one with all. Every solve starts anew.
 *
 * @param each iterations of a solve
 * @param count of them
 */
public record Solves(int each, int count) {
  /** Of a run that measures no contributions. */
  public static final Solves ONE = new Solves(Integer.MAX_VALUE, 1);

  public Solves {
    if (each < 1 || count < 1) {
      throw new IllegalArgumentException("A run has one solve or more, of one iteration or more.");
    }
  }

  /** Number of the solve that an iteration belongs to, from 0. */
  public int of(int iteration) {
    return iteration / each;
  }

  /** The first iteration of the same solve. */
  public int first(int iteration) {
    return iteration - iteration % each;
  }

  /** Whether a solve starts with an iteration. */
  public boolean begins(int iteration) {
    return iteration % each == 0;
  }

  /** Whether a solve ends with an iteration. */
  public boolean ends(int iteration) {
    return iteration % each == each - 1;
  }

  /** Index of the dataset that an iteration's solve leaves out; none in the last solve. */
  public OptionalInt leftOut(int iteration) {
    int solve = of(iteration);
    return solve < count - 1 ? OptionalInt.of(solve) : OptionalInt.empty();
  }
}
