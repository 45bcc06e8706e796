package dev.lineal.jobs.train;

import dev.lineal.jobs.owners.OwnerChannel;
import dev.lineal.jobs.plan.LogisticPlan;
import java.io.Serializable;
import java.util.HexFormat;

/**
 * What every task of a run knows.
 *
 * @param run id, 32 bytes
 * @param key of the study
 * @param features columns of a block that carry a weight, bias counted
 * @param featuresPerRequest of the plan
 * @param blocks content hashes, hexadecimal, in the plan's order of all blocks
 * @param owners to ask
 * @param cacheBytes most bytes of unpacked blocks that an executor keeps
 * @param shape of an iteration
 * @param refreshed where refreshed values go
 */
public record RunTerms(
    byte[] run,
    KeyTerms key,
    int features,
    int featuresPerRequest,
    String[] blocks,
    OwnerChannel owners,
    long cacheBytes,
    RunShape shape,
    RefreshedValues refreshed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a logistic training that keeps no refreshed values. */
  public RunTerms(
      byte[] run,
      KeyTerms key,
      int features,
      int featuresPerRequest,
      String[] blocks,
      OwnerChannel owners,
      long cacheBytes) {
    this(
        run,
        key,
        features,
        featuresPerRequest,
        blocks,
        owners,
        cacheBytes,
        RunShape.classification(LogisticPlan.DEFAULT),
        RefreshedValues.NOT_KEPT);
  }

  /** The id, hexadecimal. */
  public String runId() {
    return HexFormat.of().formatHex(run);
  }
}
