package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Polynomials in NTT form as plain arrays [polynomial][limb][N], and the slow twins of the
 * pointwise operations. Shares no code with the product.
 */
public record Residues(HeParameters parameters, long[][][] values) {

  public static Residues zero(HeParameters parameters, int polynomials) {
    return new Residues(
        parameters, new long[polynomials][HeParameters.LIMBS][parameters.ringDegree()]);
  }

  public static Residues random(HeParameters parameters, int polynomials, Random random) {
    Residues r = zero(parameters, polynomials);
    r.fill((p, limb, k) -> random.nextLong(r.prime(limb)));
    return r;
  }

  /** The residues of docs/formats.md's examples. */
  public static Residues example(HeParameters parameters, int polynomials, int item) {
    Residues r = zero(parameters, polynomials);
    long n = parameters.ringDegree();
    r.fill((p, limb, k) -> (((item * 3L + p) * n + k + 1) * 2654435761L + limb) % r.prime(limb));
    return r;
  }

  public static Residues of(Polynomials object) {
    return object.withResidues(view -> of(object.parameters(), view));
  }

  public static Residues of(HeParameters parameters, ByteBuffer view) {
    Residues r = zero(parameters, view.remaining() / parameters.residueBytes());
    r.fill((p, limb, k) -> view.getLong());
    return r;
  }

  /** A residue from its place. */
  @FunctionalInterface
  public interface Place {
    long at(int polynomial, int limb, int k);
  }

  public Residues fill(Place place) {
    for (int p = 0; p < values.length; p++) {
      for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
        for (int k = 0; k < values[p][limb].length; k++) {
          values[p][limb][k] = place.at(p, limb, k);
        }
      }
    }
    return this;
  }

  public long prime(int limb) {
    return parameters.moduli().get(limb);
  }

  public long at(int polynomial, int limb, int k) {
    return values[polynomial][limb][k];
  }

  /** a b mod q for a, b below q below 2^43. */
  public static long multiply(long a, long b, long q) {
    long high = Long.remainderUnsigned(a * (b >>> 21), q);
    return ((high << 20) % q * 2 + a * (b & 0x1fffff) % q) % q;
  }

  public Residues plus(Residues other) {
    return zero(parameters, values.length)
        .fill(
            (p, limb, k) ->
                p < other.values.length
                    ? (at(p, limb, k) + other.at(p, limb, k)) % prime(limb)
                    : at(p, limb, k));
  }

  /** The degree-2 product of two degree-1 ciphertexts. */
  public Residues product(Residues w) {
    Residues sum = zero(parameters, 3);
    for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
      long q = prime(limb);
      for (int k = 0; k < parameters.ringDegree(); k++) {
        for (int p = 0; p < 2; p++) {
          for (int r = 0; r < 2; r++) {
            long term = multiply(at(p, limb, k), w.at(r, limb, k), q);
            sum.values[p + r][limb][k] = (sum.at(p + r, limb, k) + term) % q;
          }
        }
      }
    }
    return sum;
  }

  public Residues times(long[] constant) {
    return zero(parameters, values.length)
        .fill((p, limb, k) -> multiply(at(p, limb, k), constant[limb], prime(limb)));
  }

  public Residues plusConstant(long[] constant) {
    return zero(parameters, values.length)
        .fill(
            (p, limb, k) ->
                p == 0 ? (at(p, limb, k) + constant[limb]) % prime(limb) : at(p, limb, k));
  }

  /** Polynomials first .. first + count - 1. */
  public Residues slice(int first, int count) {
    return zero(parameters, count).fill((p, limb, k) -> at(first + p, limb, k));
  }

  /** Limb after limb a little-endian bit string, one bit at a time. */
  public byte[] packed() {
    byte[] bytes = new byte[values.length * parameters.packedBytes()];
    long bit = 0;
    for (int p = 0; p < values.length; p++) {
      for (int limb = 0; limb < HeParameters.LIMBS; limb++) {
        int width = Long.SIZE - Long.numberOfLeadingZeros(prime(limb) - 1);
        for (long value : values[p][limb]) {
          for (int i = 0; i < width; i++, bit++) {
            bytes[(int) (bit >> 3)] |= (byte) ((value >>> i & 1) << (bit & 7));
          }
        }
      }
    }
    return bytes;
  }

  /** This as a ciphertext; closed by the caller. */
  public Ciphertext ciphertext(int scaleBits, long keyId) {
    return Ciphertext.unpack(parameters, values.length - 1, scaleBits, keyId, packed(), 0);
  }

  public void assertSame(Residues other) {
    assertArrayEquals(values, other.values);
  }
}
