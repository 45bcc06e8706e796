package dev.lineal.he;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * A named parameter set: ring degree N, the primes of the study's limbs, the two scales.
 *
 * <p>{@code STUDY_13} (N = 2^13, Q = q_0 q_1 q_2 q_3 of 168 bits, uniform ternary secrets) has 128
 * bits of classical security by the Homomorphic Encryption Standard's table, which allows 218 bits
 * at this N. {@code INSECURE_TEST_*} have the same limb sizes, scales and code paths in a small
 * ring and protect nothing.
 *
 * @param id the number in every wire header
 * @param name of the set
 * @param ringDegree N, also the number of coefficients of a polynomial
 * @param secure false for the sets that only unit tests may use
 * @param moduli q_0 .. q_3
 */
public record HeParameters(int id, String name, int ringDegree, boolean secure, List<Long> moduli) {
  /** log2 of the scale at which columns are encoded. */
  public static final int COLUMN_SCALE_BITS = 42;

  /** log2 of the scale of refreshed values. */
  public static final int REFRESHED_SCALE_BITS = 40;

  /** Number of limbs of every study's ring. */
  public static final int LIMBS = 4;

  public static final HeParameters STUDY_13 =
      new HeParameters(
          13,
          "STUDY_13",
          1 << 13,
          true,
          List.of(4398047543297L, 4398047232001L, 4398046150657L, 4398047051777L));
  public static final HeParameters INSECURE_TEST_10 =
      new HeParameters(
          10,
          "INSECURE_TEST_10",
          1 << 10,
          false,
          List.of(4398046529537L, 4398046525441L, 4398046504961L, 4398046523393L));
  public static final HeParameters INSECURE_TEST_11 =
      new HeParameters(
          11,
          "INSECURE_TEST_11",
          1 << 11,
          false,
          List.of(4398046556161L, 4398046547969L, 4398046486529L, 4398046523393L));
  public static final HeParameters INSECURE_TEST_12 =
      new HeParameters(
          12,
          "INSECURE_TEST_12",
          1 << 12,
          false,
          List.of(4398046781441L, 4398046666753L, 4398046486529L, 4398046568449L));

  private static final List<HeParameters> SETS =
      List.of(STUDY_13, INSECURE_TEST_10, INSECURE_TEST_11, INSECURE_TEST_12);

  public HeParameters {
    moduli = List.copyOf(moduli);
    if (moduli.size() != LIMBS || Integer.bitCount(ringDegree) != 1) {
      throw new IllegalArgumentException("A parameter set has four limbs and a power of two N.");
    }
  }

  /**
   * @throws IllegalArgumentException naming the known sets
   */
  public static HeParameters named(String name) {
    return SETS.stream()
        .filter(set -> set.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown parameter set '" + name + "'. Known: " + names() + "."));
  }

  /**
   * @throws HeFormatException naming the known sets
   */
  public static HeParameters ofId(int id) {
    return SETS.stream()
        .filter(set -> set.id == id)
        .findFirst()
        .orElseThrow(
            () ->
                new HeFormatException(
                    "The data name parameter set number "
                        + id
                        + ", which this version does not know. Known: "
                        + names()
                        + "."));
  }

  /** N/2: the values that one ciphertext holds, and the most rows a block can have. */
  public int slots() {
    return ringDegree / 2;
  }

  /** Q = q_0 q_1 q_2 q_3. */
  public BigInteger modulus() {
    return moduli.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** Width in bits of a packed residue of a limb. */
  public int residueBits(int limb) {
    return Long.SIZE - Long.numberOfLeadingZeros(moduli.get(limb) - 1);
  }

  /** Bytes of one packed polynomial, all limbs. */
  public int packedBytes() {
    int bits = 0;
    for (int limb = 0; limb < LIMBS; limb++) {
      bits += residueBits(limb);
    }
    return Math.multiplyExact(bits, ringDegree / 8);
  }

  /** Bytes of one polynomial in native memory: 8 per residue. */
  public int residueBytes() {
    return LIMBS * ringDegree * Long.BYTES;
  }

  private static String names() {
    return String.join(", ", SETS.stream().map(HeParameters::name).toList());
  }

  /** Residues of an integer, one per limb. */
  public long[] residues(BigInteger value) {
    return moduli.stream().mapToLong(q -> value.mod(BigInteger.valueOf(q)).longValue()).toArray();
  }

  /** The integer in (-Q/2, Q/2] with these residues. */
  public BigInteger centred(long[] residues) {
    BigInteger product = modulus();
    BigInteger sum = BigInteger.ZERO;
    for (int limb = 0; limb < LIMBS; limb++) {
      BigInteger q = BigInteger.valueOf(moduli.get(limb));
      BigInteger others = product.divide(q);
      sum =
          sum.add(
              others.multiply(others.modInverse(q)).multiply(BigInteger.valueOf(residues[limb])));
    }
    BigInteger value = sum.mod(product);
    return value.compareTo(product.shiftRight(1)) > 0 ? value.subtract(product) : value;
  }

  @Override
  public String toString() {
    return name + Arrays.asList(ringDegree, moduli);
  }
}
