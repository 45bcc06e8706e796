package dev.lineal.he;

import java.math.BigInteger;
import java.util.Arrays;

/** docs/formats.md's NTT by its definition, in quadratic time. */
public final class SlowRing {
  private SlowRing() {}

  /** The least primitive 2N-th root of unity modulo q. */
  public static long psi(long q, int n) {
    for (long g = 2; ; g++) {
      long root = power(g, (q - 1) / (2L * n), q);
      if (power(root, n, q) == q - 1) {
        long least = root;
        long square = Residues.multiply(root, root, q);
        for (int i = 1; i < n; i++) {
          root = Residues.multiply(root, square, q);
          least = Math.min(least, root);
        }
        return least;
      }
    }
  }

  public static long power(long base, long exponent, long q) {
    return BigInteger.valueOf(base)
        .modPow(BigInteger.valueOf(exponent), BigInteger.valueOf(q))
        .longValue();
  }

  /** Position k's exponent of psi: 2 bitreverse(k) + 1. */
  public static int exponent(int k, int n) {
    return 2 * (Integer.reverse(k) >>> (Integer.numberOfLeadingZeros(n) + 1)) + 1;
  }

  /** Coefficients to values at psi^exponent(k). */
  public static long[] evaluate(long[] coefficients, long q) {
    int n = coefficients.length;
    long[] powers = powers(psi(q, n), n, q);
    long[] values = new long[n];
    for (int k = 0; k < n; k++) {
      long x = powers[exponent(k, n)];
      long sum = 0;
      for (int j = n - 1; j >= 0; j--) {
        sum = (Residues.multiply(sum, x, q) + coefficients[j]) % q;
      }
      values[k] = sum;
    }
    return values;
  }

  /** The inverse: coefficient j is (1/N) sum over k of value_k psi^(-j exponent(k)). */
  public static long[] interpolate(long[] values, long q) {
    int n = values.length;
    long[] powers = powers(psi(q, n), n, q);
    long inverse = power(n, q - 2, q);
    long[] coefficients = new long[n];
    for (int j = 0; j < n; j++) {
      long sum = 0;
      for (int k = 0; k < n; k++) {
        int e = Math.floorMod(-(long) j * exponent(k, n), 2 * n);
        sum += Residues.multiply(values[k], powers[e], q);
      }
      coefficients[j] = Residues.multiply(sum % q, inverse, q);
    }
    return coefficients;
  }

  private static long[] powers(long psi, int n, long q) {
    long[] powers = new long[2 * n];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = Residues.multiply(powers[i - 1], psi, q);
    }
    return powers;
  }

  /** The centred integer coefficients of one polynomial [limb][N]. */
  public static BigInteger[] coefficients(HeParameters parameters, long[][] limbs) {
    long[][] perLimb = new long[limbs.length][];
    for (int limb = 0; limb < limbs.length; limb++) {
      perLimb[limb] = interpolate(limbs[limb], parameters.moduli().get(limb));
    }
    BigInteger[] integers = new BigInteger[parameters.ringDegree()];
    Arrays.setAll(
        integers,
        j -> {
          BigInteger x = BigInteger.ZERO; // Newton's form, unlike HeParameters.centred
          BigInteger product = BigInteger.ONE;
          for (int limb = 0; limb < limbs.length; limb++) {
            BigInteger q = BigInteger.valueOf(parameters.moduli().get(limb));
            BigInteger gap = BigInteger.valueOf(perLimb[limb][j]).subtract(x).mod(q);
            x = x.add(gap.multiply(product.modInverse(q)).mod(q).multiply(product));
            product = product.multiply(q);
          }
          return x.shiftLeft(1).compareTo(product) > 0 ? x.subtract(product) : x;
        });
    return integers;
  }
}
