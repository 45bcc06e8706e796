package dev.lineal.lineage.chain;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.contract.DatasetRegistry;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the owner of a dataset allows, as it is on chain.
 *
 * @param purposesAllowed exact texts; none: every purpose that is not forbidden
 * @param purposesForbidden exact texts
 * @param commercialUse whether models may earn
 * @param derivatives whether models may be parents of others
 * @param invitationOnly whether only addresses that the owner allowed may buy
 * @param tasks kinds of runs: {@code logistic}, {@code linear}
 * @param revenueShareBp the owner's least share of every payment for a model
 * @param iterations of all runs under one grant
 * @param releasedScalars numbers that all runs under one grant may release
 * @param duration the longest time that a grant counts, whole seconds
 * @param releases names of what may be released
 * @param priceWei of a grant
 */
public record LicenceTerms(
    List<String> purposesAllowed,
    List<String> purposesForbidden,
    boolean commercialUse,
    boolean derivatives,
    boolean invitationOnly,
    List<String> tasks,
    int revenueShareBp,
    long iterations,
    long releasedScalars,
    Duration duration,
    List<String> releases,
    BigInteger priceWei) {
  private static final List<String> TASKS = List.of("logistic", "linear");

  public LicenceTerms {
    purposesAllowed = List.copyOf(purposesAllowed);
    purposesForbidden = List.copyOf(purposesForbidden);
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty() || !TASKS.containsAll(tasks)) {
      throw new IllegalArgumentException("tasks: must be some of " + TASKS + ", but are " + tasks);
    }
    Require.distinct("tasks", tasks);
    Require.range("revenue_share_bp", revenueShareBp, 0, 10_000);
    Require.range("iterations", iterations, 1, 0xffff_ffffL);
    Require.range("released_scalars", releasedScalars, 0, Long.MAX_VALUE);
    Require.range("duration_s", duration.toSeconds(), 1, Long.MAX_VALUE);
    releases = List.copyOf(releases);
    Require.range("price_wei", priceWei.signum(), 0, 1);
  }

  /** Names of terms to start from. */
  public enum Preset {
    /** Any purpose, no earnings, no descendants, a year. */
    RESEARCH,
    /** As research, and models may earn and have descendants against a share. */
    COMMERCIAL,
    /** Thirty days and few iterations, for whom the owner allows. */
    EVALUATION
  }

  static LicenceTerms of(DatasetRegistry.Terms on) {
    List<String> tasks = new ArrayList<>();
    for (int bit = 0; bit < TASKS.size(); bit++) {
      if (on.tasks.testBit(bit)) {
        tasks.add(TASKS.get(bit));
      }
    }
    return new LicenceTerms(
        on.purposesAllowed,
        on.purposesForbidden,
        on.commercialUse,
        on.derivatives,
        on.invitationOnly,
        tasks,
        on.revenueShareBp.intValueExact(),
        Numbers.cut(on.iterations),
        Numbers.cut(on.releasedScalars),
        Duration.ofSeconds(Numbers.cut(on.duration)),
        on.releases,
        on.priceWei);
  }

  DatasetRegistry.Terms onChain() {
    long bits = tasks.stream().mapToLong(task -> 1L << TASKS.indexOf(task)).sum();
    return new DatasetRegistry.Terms(
        purposesAllowed,
        purposesForbidden,
        commercialUse,
        derivatives,
        invitationOnly,
        Numbers.uint(bits),
        Numbers.uint(revenueShareBp),
        Numbers.uint(iterations),
        Numbers.uint(releasedScalars),
        Numbers.uint(duration.toSeconds()),
        releases,
        priceWei);
  }
}
