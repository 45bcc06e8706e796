package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;

/**
 * A model another was made from.
 *
 * @param model its number
 * @param shareBp its part of every payment, 0 .. 10,000 basis points
 */
public record ModelParent(long model, int shareBp) {
  public ModelParent {
    Require.range("model", model, 1, Long.MAX_VALUE);
    Require.range("share_bp", shareBp, 0, 10_000);
  }
}
