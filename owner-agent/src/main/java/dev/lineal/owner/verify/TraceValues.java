package dev.lineal.owner.verify;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.TraceRefresh;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Workers;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Computes refreshed traces from all owners' answers, as the cluster does. */
final class TraceValues {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final PublicValues values;
  private final WeightValues weights;
  private final Workers workers;

  TraceValues(
      CheckedRun run,
      HeParameters parameters,
      PublicValues values,
      WeightValues weights,
      Workers workers) {
    this.run = run;
    this.parameters = parameters;
    this.values = values;
    this.weights = weights;
    this.workers = workers;
  }

  /** The weights after a step. */
  void keepStep(Place place, List<long[]> c0, List<RefreshAnswer> all) {
    int first = run.layout().first(place.round(), place.slice());
    WeightShares before = weights.sharesBefore(place.iteration(), place.slice());
    WeightShares next = run.task().step(place.iteration(), first).next(before, masked(c0, all));
    RefreshSeed seed = run.seed(place);
    weights.keep(
        place,
        next,
        i -> {
          try (TraceRefresh refresh = absorbed(c0.get(i), all, i)) {
            return refresh.finish(seed.forItem(first + i), NesterovStep.constant(next.w().get(i)));
          }
        });
  }

  /**
   * The cluster's shares after a step that makes no ciphertexts: an owner's answer has c_0's
   * traces.
   */
  void keepShares(Place place, List<RefreshAnswer> all) {
    int first = run.layout().first(place.round(), place.slice());
    WeightShares before = weights.sharesBefore(place.iteration(), place.slice());
    List<long[]> nothing = Collections.nCopies(before.w().size(), new long[HeParameters.LIMBS]);
    weights.keep(
        place, run.task().step(place.iteration(), first).next(before, masked(nothing, all)));
  }

  /** Traces that become ciphertexts as they are, times the round's factor. */
  void keepConstants(Place place, List<long[]> c0, List<RefreshAnswer> all) {
    FixedPoint factor = run.layout().terms(place.round()).factor();
    List<BigInteger> masked = masked(c0, all);
    values.keep(
        place,
        workers.map(
            c0.size(),
            i -> {
              byte[] packed = new byte[parameters.packedBytes()];
              try (TraceRefresh refresh = absorbed(c0.get(i), all, i)) {
                refresh.pack(factor.applyTo(masked.get(i)), packed, 0);
              }
              return packed;
            }));
  }

  private List<BigInteger> masked(List<long[]> c0, List<RefreshAnswer> all) {
    return IntStream.range(0, c0.size())
        .mapToObj(i -> TraceRefresh.masked(parameters, c0.get(i), all, i))
        .toList();
  }

  /** All owners' parts of one item's fresh c_0; the caller closes it. */
  private TraceRefresh absorbed(long[] c0, List<RefreshAnswer> all, int item) {
    TraceRefresh refresh = new TraceRefresh(parameters, run.keyId(), c0);
    try {
      all.forEach(answer -> refresh.absorb(answer, item));
      return refresh;
    } catch (RuntimeException e) {
      refresh.close();
      throw e;
    }
  }
}
