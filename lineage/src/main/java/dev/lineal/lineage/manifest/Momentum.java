package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import java.util.List;

/**
 * The momentum eta of each iteration, eta_k = numerators[k] / 2^shift. Negative where Nesterov's
 * sequence is.
 *
 * @param shift 0 .. 127
 * @param numerators one per iteration, each |n| <= 2^53 - 1
 */
public record Momentum(int shift, List<Long> numerators) {
  public Momentum {
    Require.range("shift", shift, 0, Factor.MAX_SHIFT);
    numerators = Require.notEmpty("numerators", numerators);
    for (long numerator : numerators) {
      Require.range("numerators", numerator, -Require.MAX_JSON_INTEGER, Require.MAX_JSON_INTEGER);
    }
  }
}
