package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.util.List;

/**
 * The model that a training starts from. Its weights are public and stand in the plan, on this
 * study's columns, so that whoever has the plan can recompute the first iteration.
 *
 * @param manifest hash of its manifest
 * @param weights w / R at scale 2^40, one per feature, the bias last
 */
public record ParentModel(Sha256 manifest, List<Long> weights) {
  /** log2 of the scale of a weight. */
  public static final int SCALE_BITS = 40;

  public ParentModel {
    Require.present("manifest", manifest);
    weights = Require.notEmpty("weights", weights);
    for (long weight : weights) {
      Require.range("weights", weight, -Require.MAX_JSON_INTEGER, Require.MAX_JSON_INTEGER);
    }
  }

  /** The weights for arithmetic. */
  public List<BigInteger> start() {
    return weights.stream().map(BigInteger::valueOf).toList();
  }
}
