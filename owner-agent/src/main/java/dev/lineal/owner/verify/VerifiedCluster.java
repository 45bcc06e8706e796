package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.he.refresh.TraceRefresh;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.Layout;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import dev.lineal.owner.policy.Workers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The check of a logistic run. Rounds 1 and 5 are held against the run's combinations of all
 * shards, rounds 2 to 4 against the values that this owner computes from all owners' signed answers
 * (docs/protocol.md, owners verify).
 */
final class VerifiedCluster implements ClusterCheck {
  private static final ActivationRounds ROUNDS = ActivationRounds.DEGREE_5;
  private static final int TRACE_C0_BYTES = HeParameters.LIMBS * Long.BYTES;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final ShardPass pass;
  private final OtherAnswers answers;
  private final PublicValues values;
  private final WeightValues weights;
  private final ForwardCheck forward;
  private final GradientCheck gradient;
  private final RecentEvidence recent = new RecentEvidence();
  private final Combinations combinations;
  private final Workers workers;

  VerifiedCluster(
      CheckedRun run,
      HeParameters parameters,
      Kept kept,
      ShardPass pass,
      OtherAnswers answers,
      ForwardCheck.Parts parts) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.pass = pass;
    this.answers = answers;
    this.values = new PublicValues(run, parameters, kept);
    this.weights = parts.weights();
    this.forward = new ForwardCheck(run, parameters, kept, parts);
    this.gradient = new GradientCheck(run, parameters, kept, parts, values);
    this.combinations = parts.combinations();
    this.workers = parts.workers();
  }

  @Override
  public void prepare() {
    pass.start();
  }

  @Override
  public void check(RefreshRequest request) {
    pass.start();
    pass.requireDone();
    int round = request.round();
    if (round == 1) {
      forward.check(request);
    } else if (round <= ActivationRounds.ROUNDS) {
      refreshed(request);
    } else if (round == Layout.TRACE_ROUND) {
      gradient.check(request);
    } else {
      throw Refusal.of(Rule.CHECKS_COVER, "This owner cannot check round %d.", round);
    }
  }

  /** The c_0 that rounds 2 to 4 bring must be what the answers of the round before give. */
  private void refreshed(RefreshRequest request) {
    Place place = Place.of(request);
    Place before = place.round(place.round() - 1);
    byte[] expected = values.packed(before);
    int each = parameters.packedBytes();
    for (int i = 0; i < request.items(); i++) {
      byte[] own = java.util.Arrays.copyOfRange(expected, i * each, (i + 1) * each);
      Identity.REFRESHED.require(
          place,
          "block " + request.number(i),
          parameters,
          request.packed(i),
          own,
          recent.files(before, expected));
    }
  }

  @Override
  public void answered(RefreshRequest request, RefreshAnswer mine) {
    answers.keep(Place.of(request), mine);
  }

  @Override
  public void take(RefreshEvidence evidence) {
    Place place = Place.of(evidence.position());
    boolean traces = place.round() == Layout.TRACE_ROUND;
    if (traces ? weights.has(place) : values.has(place)) {
      return;
    }
    requireC0Length(place, evidence);
    List<RefreshAnswer> all = answers.all(place, evidence);
    try {
      if (traces) {
        takeTraces(place, evidence, all);
      } else {
        takeSlots(place, evidence, all);
      }
    } catch (HeFormatException malformed) {
      throw Refusal.of(Rule.EVIDENCE_FORMAT, malformed.getMessage());
    }
  }

  private void requireC0Length(Place place, RefreshEvidence evidence) {
    int items = run.layout().count(place.round(), place.slice());
    int each =
        switch (place.round()) {
          case 1 -> parameters.packedBytes();
          case Layout.TRACE_ROUND -> TRACE_C0_BYTES;
          default -> 0;
        };
    if (evidence.c0().length != items * each) {
      throw Refusal.of(
          Rule.EVIDENCE_FORMAT,
          "The evidence in %s has %d bytes of c_0, not %d.",
          place,
          evidence.c0().length,
          items * each);
    }
  }

  private void takeSlots(Place place, RefreshEvidence evidence, List<RefreshAnswer> all) {
    if (place.round() == 1) {
      forward.checkC0(place, evidence.c0(), RecentEvidence.files(evidence));
    }
    List<Ciphertext> products = products(place, evidence);
    try {
      values.keep(
          place, workers.map(products.size(), i -> refreshed(place, i, products.get(i), all)));
      recent.keep(place, evidence);
    } finally {
      products.forEach(Ciphertext::close);
    }
  }

  /** The c_0 that all owners' answers to an item give, packed. */
  private byte[] refreshed(Place place, int item, Ciphertext product, List<RefreshAnswer> all) {
    int number = run.layout().first(place.round(), place.slice()) + item;
    byte[] packed = new byte[parameters.packedBytes()];
    try (SlotRefresh refresh = new SlotRefresh(product)) {
      all.forEach(answer -> refresh.absorb(answer, item));
      byte[] seed = run.seed(place).forItem(number);
      try (Ciphertext fresh = refresh.finish(seed, ROUNDS.gamma(place.round()))) {
        fresh.pack(0, 1, packed, 0);
        return packed;
      }
    }
  }

  /** What was refreshed in a place; of round 1 only c_0 counts here. */
  private List<Ciphertext> products(Place place, RefreshEvidence evidence) {
    int round = place.round();
    List<Ciphertext> products = new ArrayList<>();
    List<Ciphertext> opened = new ArrayList<>();
    try {
      if (round == 1) {
        int scale = HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;
        byte[] noSeed = new byte[32];
        for (int i = 0; i < run.layout().count(1, place.slice()); i++) {
          int at = i * parameters.packedBytes();
          products.add(
              Ciphertext.ofSeed(parameters, scale, run.keyId(), noSeed, evidence.c0(), at));
        }
        return products;
      }
      List<Ciphertext> last = values.open(place.round(round - 1));
      opened.addAll(last);
      List<Ciphertext> y = round == 4 ? values.open(place.round(1)) : last;
      opened.addAll(round == 4 ? y : List.of());
      for (int i = 0; i < last.size(); i++) {
        try (Ciphertext complete = ROUNDS.complete(round - 1, last.get(i))) {
          products.add(ROUNDS.product(round, y.get(i), complete));
        }
      }
      return products;
    } catch (RuntimeException e) {
      products.forEach(Ciphertext::close);
      throw e;
    } finally {
      opened.forEach(Ciphertext::close);
    }
  }

  private void takeTraces(Place place, RefreshEvidence evidence, List<RefreshAnswer> all) {
    List<long[]> constants = gradient.checkC0(place, evidence.c0(), RecentEvidence.files(evidence));
    List<TraceRefresh> refreshes = new ArrayList<>();
    List<Ciphertext> fresh = List.of();
    try {
      constants.forEach(
          constant -> refreshes.add(new TraceRefresh(parameters, run.keyId(), constant)));
      List<BigInteger> masked =
          workers.map(
              refreshes.size(),
              i -> {
                all.forEach(answer -> refreshes.get(i).absorb(answer, i));
                return refreshes.get(i).masked();
              });
      int first = run.layout().first(place.round(), place.slice());
      WeightShares next =
          run.step(place.iteration(), first, constants.size())
              .next(weights.shares(place.iteration() - 1, place.slice()), masked);
      RefreshSeed seed = run.seed(place);
      fresh =
          workers.map(
              refreshes.size(),
              i ->
                  refreshes
                      .get(i)
                      .finish(seed.forItem(first + i), NesterovStep.constant(next.w().get(i))));
      weights.keep(place, next, fresh);
    } finally {
      fresh.forEach(Ciphertext::close);
      refreshes.forEach(TraceRefresh::close);
    }
  }

  @Override
  public void finish() {
    close();
    kept.clear();
  }

  @Override
  public void close() {
    pass.close();
    gradient.close();
    weights.close();
    combinations.close();
  }
}
