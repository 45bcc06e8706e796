package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
    List<WeightShares> next = new ArrayList<>();
    List<Ciphertext> fresh =
        refreshed(
            place,
            c0,
            all,
            masked -> {
              WeightShares before = weights.sharesBefore(place.iteration(), place.slice());
              next.add(run.task().step(place.iteration(), first).next(before, masked));
              return next.get(0).w().stream().map(NesterovStep::constant).toList();
            });
    try {
      weights.keep(place, next.get(0), fresh);
    } finally {
      fresh.forEach(Ciphertext::close);
    }
  }

  /** Traces that become ciphertexts as they are, times the round's factor. */
  void keepConstants(Place place, List<long[]> c0, List<RefreshAnswer> all) {
    List<Ciphertext> fresh =
        refreshed(
            place,
            c0,
            all,
            masked ->
                masked.stream().map(run.layout().terms(place.round()).factor()::applyTo).toList());
    try {
      values.keep(
          place,
          fresh.stream()
              .map(
                  one -> {
                    byte[] packed = new byte[parameters.packedBytes()];
                    one.pack(0, 1, packed, 0);
                    return packed;
                  })
              .toList());
    } finally {
      fresh.forEach(Ciphertext::close);
    }
  }

  /**
   * Fresh ciphertexts; the caller closes them.
   *
   * @param constants of the cluster's shares of all traces
   */
  private List<Ciphertext> refreshed(
      Place place,
      List<long[]> c0,
      List<RefreshAnswer> all,
      Function<List<BigInteger>, List<BigInteger>> constants) {
    List<TraceRefresh> refreshes = new ArrayList<>();
    try {
      c0.forEach(one -> refreshes.add(new TraceRefresh(parameters, run.keyId(), one)));
      List<BigInteger> masked =
          workers.map(
              refreshes.size(),
              i -> {
                all.forEach(answer -> refreshes.get(i).absorb(answer, i));
                return refreshes.get(i).masked();
              });
      List<BigInteger> own = constants.apply(masked);
      RefreshSeed seed = run.seed(place);
      int first = run.layout().first(place.round(), place.slice());
      return workers.map(
          refreshes.size(), i -> refreshes.get(i).finish(seed.forItem(first + i), own.get(i)));
    } finally {
      refreshes.forEach(TraceRefresh::close);
    }
  }
}
