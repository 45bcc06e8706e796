package dev.lineal.owner.policy;

import dev.lineal.lineage.Require;

/**
 * An owner's own limits; they hold beside a study's and a licence's.
 *
 * @param minRows real rows that every owner of a run must bring
 * @param maxRequestBytes no plan may cut rounds into longer requests
 * @param maxAnswers coefficients and traces that a key set may ever answer
 * @param insecureSets whether parameter sets that protect nothing are answered
 */
public record OwnerRules(
    long minRows, int maxRequestBytes, long maxAnswers, InsecureSets insecureSets) {
  /** What to do with parameter sets that protect nothing. */
  public enum InsecureSets {
    REFUSED,
    ALLOWED_FOR_TESTS
  }

  /** 100 rows, requests of 64 MiB, 2^40 answers. */
  public static final OwnerRules DEFAULT =
      new OwnerRules(100, 64 << 20, 1L << 40, InsecureSets.REFUSED);

  public OwnerRules {
    Require.range("minimum rows", minRows, 1, Require.MAX_JSON_INTEGER);
    Require.range("request bytes", maxRequestBytes, 1 << 12, 1 << 30);
    Require.range("answers", maxAnswers, 1, Require.MAX_JSON_INTEGER);
    Require.present("insecure sets", insecureSets);
  }
}
