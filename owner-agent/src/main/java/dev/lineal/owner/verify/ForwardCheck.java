package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Layout;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import dev.lineal.owner.policy.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Round 1 of a slice: sum over its blocks of rho_b Y_b = sum over features of A_j W_j. What c_0
 * must be is kept for the evidence, which brings it.
 */
final class ForwardCheck {
  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final Coefficients coefficients;
  private final Combinations combinations;
  private final WeightValues weights;
  private final Workers workers;

  ForwardCheck(CheckedRun run, HeParameters parameters, Kept kept, Parts parts) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.coefficients = parts.coefficients();
    this.combinations = parts.combinations();
    this.weights = parts.weights();
    this.workers = parts.workers();
  }

  /** What the checks of both rounds share. */
  record Parts(
      Coefficients coefficients,
      Combinations combinations,
      WeightValues weights,
      Workers workers) {}

  void check(RefreshRequest request) {
    Place place = Place.of(request);
    byte[] expected = expected(place);
    int each = parameters.packedBytes();
    try (WeightedSum got = new WeightedSum(parameters, 2)) {
      for (int i = 0; i < request.items(); i++) {
        try (RefreshOperands operands = request.operands(i)) {
          got.add(operands, coefficients.ofBlock(request.number(i)));
        }
      }
      Identity.FORWARD.require(
          place,
          blocks(place),
          parameters,
          got.packed(),
          Arrays.copyOfRange(expected, each, expected.length),
          Map.of());
    }
    kept.write(name(place), request.digest(), Arrays.copyOf(expected, each));
  }

  /** Holds every product's packed c_0 against the same equation. */
  void checkC0(Place place, byte[] c0, Map<String, byte[]> evidence) {
    byte[] expected =
        PublicValues.tagged(kept, name(place), run.request(place).orElseThrow())
            .orElseThrow(
                () -> Refusal.of(Rule.EVIDENCE_AT_HAND, "The check of %s was lost.", place));
    int first = run.layout().first(1, place.slice());
    try (WeightedSum got = new WeightedSum(parameters, 1)) {
      for (int i = 0; i < run.layout().count(1, place.slice()); i++) {
        try (WeightedSum one =
            WeightedSum.unpack(parameters, 1, c0, i * parameters.packedBytes())) {
          got.add(one, coefficients.ofBlock(first + i));
        }
      }
      Identity.FORWARD_C0.require(
          place, blocks(place), parameters, got.packed(), expected, evidence);
    }
  }

  /** All three polynomials of sum A_j W_j, packed. */
  private byte[] expected(Place place) {
    byte[] packed = new byte[3 * parameters.packedBytes()];
    if (place.iteration() == 0) {
      return packed; // every run starts with weights (0, 0)
    }
    List<Ciphertext> parts =
        workers.map(run.layout().slices(Layout.TRACE_ROUND), slice -> product(place, slice));
    try (WeightedSum sum = new WeightedSum(parameters, 3)) {
      long[] one = new long[HeParameters.LIMBS];
      Arrays.fill(one, 1);
      parts.forEach(part -> sum.add(part, one));
      sum.pack(0, 3, packed, 0);
      return packed;
    } finally {
      parts.forEach(Ciphertext::close);
    }
  }

  private Ciphertext product(Place place, int slice) {
    Place before = new Place(place.iteration() - 1, Layout.TRACE_ROUND, slice);
    int count = run.layout().count(Layout.TRACE_ROUND, slice);
    return combinations.withA(
        place.slice(),
        new Combinations.Features(slice, count),
        a -> a.times(weights.weights(before)));
  }

  private String blocks(Place place) {
    int first = run.layout().first(1, place.slice());
    int last = first + run.layout().count(1, place.slice()) - 1;
    return first == last ? "block " + first : "blocks " + first + " to " + last;
  }

  private static String name(Place place) {
    return "forward-" + place.slice();
  }
}
