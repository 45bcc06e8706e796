package dev.lineal.jobs.plan;

import dev.lineal.lineage.manifest.Batches;

/**
 * How plans cut rounds: requests of at most about 12 MiB at STUDY_13, enough of them to keep
 * executors busy, and so small that the other owners' answers, which owners check, stay below 52
 * MiB.
 */
public final class PlanBatches {
  private static final int MOST_BLOCKS = 16;

  /** Polynomials of 172 KiB. */
  private static final int OTHER_ANSWERS = 300;

  private static final int MIN_SLICES = 16;
  private static final int FEATURES = 32;

  /** Traces alone are small. */
  private static final int SHARED_FEATURES = 256;

  /** Where blocks are few, the requests themselves cost more than what is in them. */
  private static final int FEW_BLOCKS = 4;

  private PlanBatches() {}

  /** Where weights stay shared, requests of a step only name features. */
  public static Batches ofShared(int blocks, int owners, int features) {
    int slices = (features + SHARED_FEATURES - 1) / SHARED_FEATURES;
    return new Batches(
        Math.max(FEW_BLOCKS, of(blocks, owners).blocksPerRequest()),
        (features + slices - 1) / slices);
  }

  /**
   * @param blocks of all datasets
   * @param owners at least 2
   */
  public static Batches of(int blocks, int owners) {
    int answers = Math.max(1, OTHER_ANSWERS / (2 * (owners - 1)));
    int most = Math.min(MOST_BLOCKS, answers);
    return new Batches(
        Math.max(1, Math.min(most, blocks / MIN_SLICES)), Math.min(FEATURES, 2 * answers));
  }
}
