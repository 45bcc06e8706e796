package dev.lineal.owner.keys;

import java.math.BigInteger;
import java.util.List;

/**
 * What a trace refresh does with the owner's masks, which are its additive shares of minus the
 * traces' cover: a linear step on the owner's integer shares, e.g. Nesterov's accelerated gradient.
 * Deterministic; integers only.
 *
 * @param <S> the owner's shares, e.g. of w and v at scale 2^60
 */
@FunctionalInterface
public interface IncrementRule<S> {
  /**
   * @param current the shares before the step
   * @param masks M_i, one per trace, at the traces' scale
   */
  Outcome<S> apply(S current, List<BigInteger> masks);

  /**
   * @param next the shares after the step, to be persisted
   * @param constants one per trace: the owner's share of the value to encrypt, at its scale
   */
  record Outcome<S>(S next, List<BigInteger> constants) {
    public Outcome {
      constants = List.copyOf(constants);
    }
  }
}
