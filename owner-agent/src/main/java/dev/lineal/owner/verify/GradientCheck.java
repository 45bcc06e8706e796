package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Layout;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Round 5 of a slice of features: sum over its features of rho'_j g_j = sum over all blocks of C_b
 * r_b. The right side is formed once per iteration, for all slices.
 */
final class GradientCheck implements AutoCloseable {
  private static final int SCALE =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final Coefficients coefficients;
  private final Combinations combinations;
  private final PublicValues values;
  private GradientAccumulator expected;
  private int iteration = -1;

  GradientCheck(
      CheckedRun run,
      HeParameters parameters,
      Kept kept,
      ForwardCheck.Parts parts,
      PublicValues values) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.coefficients = parts.coefficients();
    this.combinations = parts.combinations();
    this.values = values;
  }

  void check(RefreshRequest request) {
    Place place = Place.of(request);
    byte[] right = new byte[2 * parameters.packedBytes()];
    long[] constant = expected(place, right);
    try (WeightedSum got = new WeightedSum(parameters, 2)) {
      for (int i = 0; i < request.items(); i++) {
        try (RefreshOperands operands = request.operands(i)) {
          got.add(operands, coefficients.ofFeature(request.number(i)));
        }
      }
      Identity.GRADIENT.require(place, features(place), parameters, got.packed(), right, Map.of());
    }
    kept.write(name(place), request.digest(), bytes(constant));
  }

  private static byte[] bytes(long[] residues) {
    ByteBuffer bytes = ByteBuffer.allocate(residues.length * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(residues);
    return bytes.array();
  }

  /** Packs c_1 and c_2 of the right side; returns the constant coefficient of c_0. */
  private synchronized long[] expected(Place place, byte[] packed) {
    if (iteration != place.iteration()) {
      close();
      expected = rightSides(place.iteration());
      iteration = place.iteration();
    }
    expected.packColumn(place.slice(), packed, 0);
    return expected.constantOfC0(place.slice());
  }

  private GradientAccumulator rightSides(int of) {
    GradientAccumulator sums =
        new GradientAccumulator(
            parameters, run.keyId(), run.layout().slices(Layout.TRACE_ROUND), SCALE);
    try {
      for (int slice = 0; slice < run.layout().slices(1); slice++) {
        add(sums, new Place(of, ActivationRounds.ROUNDS, slice));
      }
      return sums;
    } catch (RuntimeException e) {
      sums.close();
      throw e;
    }
  }

  private void add(GradientAccumulator sums, Place place) {
    List<Ciphertext> residuals = new ArrayList<>();
    List<EncryptedBlock> blocks = new ArrayList<>();
    try {
      for (Ciphertext raw : values.open(place)) {
        try (raw) {
          residuals.add(ActivationRounds.DEGREE_5.complete(place.round(), raw));
        }
      }
      for (int i = 0; i < residuals.size(); i++) {
        blocks.add(combinations.ofBlock(run.layout().first(1, place.slice()) + i));
      }
      sums.add(blocks, residuals);
    } finally {
      residuals.forEach(Ciphertext::close);
      blocks.forEach(EncryptedBlock::close);
    }
  }

  /**
   * Holds the constant coefficients of all c_0 against the same equation.
   *
   * @return of every feature, a residue per limb
   */
  List<long[]> checkC0(Place place, byte[] c0, Map<String, byte[]> evidence) {
    List<long[]> constants = constants(place, c0);
    byte[] right =
        PublicValues.tagged(kept, name(place), run.request(place).orElseThrow())
            .orElseThrow(
                () -> Refusal.of(Rule.EVIDENCE_AT_HAND, "The check of %s was lost.", place));
    int first = run.layout().first(place.round(), place.slice());
    long[] left = new long[HeParameters.LIMBS];
    for (int limb = 0; limb < left.length; limb++) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < constants.size(); i++) {
        sum =
            sum.add(
                BigInteger.valueOf(constants.get(i)[limb])
                    .multiply(BigInteger.valueOf(coefficients.ofFeature(first + i)[limb])));
      }
      left[limb] = sum.mod(BigInteger.valueOf(parameters.moduli().get(limb))).longValue();
    }
    if (!java.util.Arrays.equals(bytes(left), right)) {
      throw Identity.GRADIENT_C0.failed(place, features(place), evidence);
    }
    return constants;
  }

  private List<long[]> constants(Place place, byte[] c0) {
    ByteBuffer in = ByteBuffer.wrap(c0).order(ByteOrder.LITTLE_ENDIAN);
    List<long[]> constants = new ArrayList<>();
    for (int i = 0; i < run.layout().count(place.round(), place.slice()); i++) {
      long[] residues = new long[HeParameters.LIMBS];
      for (int limb = 0; limb < residues.length; limb++) {
        residues[limb] = in.getLong();
        if (residues[limb] < 0 || residues[limb] >= parameters.moduli().get(limb)) {
          throw new HeFormatException("A constant of c_0 is not below its prime.");
        }
      }
      constants.add(residues);
    }
    return constants;
  }

  private String features(Place place) {
    int first = run.layout().first(place.round(), place.slice());
    int last = first + run.layout().count(place.round(), place.slice()) - 1;
    return first == last ? "feature " + first : "features " + first + " to " + last;
  }

  private static String name(Place place) {
    return "gradient-" + place.slice();
  }

  @Override
  public synchronized void close() {
    if (expected != null) {
      expected.close();
      expected = null;
      iteration = -1;
    }
  }
}
