package dev.lineal.jobs.estimate;

import dev.lineal.he.HeParameters;

/**
 * What was measured on machine M1 (one core, AVX2, STUDY_13), all in docs/performance.md. Rates of
 * rings scale with N.
 */
final class Rates {
  /**
   * Table "Kernels": 7,282 us for 174 products. Taken for an owner's own passes along columns, too:
   * in its profile sums along columns take 1.1 times as long as products of blocks.
   */
  static final double FORWARD_PRODUCT_S = 7_282e-6 / 174;

  /** Table "Kernels": 24,657 us for 174 columns of three blocks. */
  static final double GRADIENT_PRODUCT_S = 24_657e-6 / 522;

  /** Table "Kernels": {@code slot_refresh}. */
  static final double SLOT_REFRESH_S = 616.8e-6;

  /** Table "Kernels": {@code encrypt_column}. */
  static final double ENCRYPTION_S = 442.9e-6;

  /** Table "Kernels": {@code encrypt_constant} and {@code trace_refresh}. */
  static final double TRACE_REFRESH_S = (276.7 + 32.7) * 1e-6;

  /** Table "Kernels": eight transforms, {@code lift_and_round} and four {@code expand_seed}. */
  static final double CLUSTER_REFRESH_S = (4 * 17.4 + 4 * 16.3 + 125.0 + 4 * 18.6) * 1e-6;

  /** "Encrypting rows": SHA-256 of a column of 350,208 bytes in 0.22 ms. */
  static final double HASH_BYTES_PER_S = 350_208 / 0.22e-3;

  /** "One owner": 230 ms over HTTP less the refreshes' 61 ms, for 98.3 MB. */
  static final double AGENT_BYTES_PER_S = 98.3e6 / 0.169;

  /** "What checking costs": 430 ms for evidence and 70 ms for equations, for 69.9 MB. */
  static final double EVIDENCE_BYTES_PER_S = 69.9e6 / 0.5;

  /** "What checking costs": 5.4 s for 549 MB. */
  static final double PASS_S_PER_BYTE = 5.4 / 549e6;

  /** Critical path of MNIST: 13.3 s for 32 times 98.3 MB of three owners on two cores. */
  static final double TRANSPORT_BYTES_PER_CORE_S = 32 * 98.3e6 * 3 / (13.3 * 2);

  /** Critical path of MNIST: 3.1 s for 32 times 3 rounds of 2 requests one after the other. */
  static final double REQUEST_S = 3.1 / (32 * 3 * 2);

  /** Critical path of MNIST: forward's 7.8 s less products and requests, for 32 times 174. */
  static final double OPEN_WEIGHT_S = (7.8 / 32 - 0.011 - 2 * REQUEST_S) / 174;

  /** Critical path of MNIST: gradient's 6.7 s less the kernel, for 32 times 32.57 MB, two cores. */
  static final double KEEP_BYTES_PER_CORE_S = 32.57e6 / (2 * (6.7 / 32 - 0.0123));

  /** Critical path of MNIST: 1.9 s for 32 times 186 values of three owners on two cores. */
  static final double COMBINE_S = 1.9 * 2 / (32 * 186 * 3);

  /** Critical path of MNIST: broadcast's 1.0 s and other's 8.8 s, of 32 iterations. */
  static final double ITERATION_S = (1.0 + 8.8) / 32;

  /** MNIST: four checkpoints in 2.6 s, one per eight iterations. */
  static final double CHECKPOINT_S = 2.6 / 4;

  static final int ITERATIONS_PER_CHECKPOINT = 8;

  /** MNIST: ingest took 25.1 s, nearly all of it start-up at that size. */
  static final double INGEST_START_S = 25.0;

  /** MNIST: an agent's peak resident memory. */
  static final long AGENT_BYTES = 590_000_000;

  private Rates() {}

  /** Of a ring's operations beside STUDY_13's. */
  static double scale(HeParameters parameters) {
    return (double) parameters.ringDegree() / HeParameters.STUDY_13.ringDegree();
  }
}
