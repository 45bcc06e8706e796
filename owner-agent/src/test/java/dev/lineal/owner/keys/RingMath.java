package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Plain arithmetic of the study's ring, written independently of the native code. */
final class RingMath {
  final HeParameters parameters;
  final int n;
  private final int logN;
  private final long[][] roots = new long[HeParameters.LIMBS][];
  private final long[][] inverseRoots = new long[HeParameters.LIMBS][];
  private final BigInteger[] crt = new BigInteger[HeParameters.LIMBS];

  RingMath(HeParameters parameters) {
    this.parameters = parameters;
    n = parameters.ringDegree();
    logN = Integer.numberOfTrailingZeros(n);
    for (int l = 0; l < HeParameters.LIMBS; l++) {
      long root = leastRoot(q(l));
      roots[l] = powers(root, q(l));
      inverseRoots[l] = powers(power(root, q(l) - 2, q(l)), q(l));
      BigInteger others = parameters.modulus().divide(BigInteger.valueOf(q(l)));
      crt[l] = others.multiply(others.modInverse(BigInteger.valueOf(q(l))));
    }
  }

  long q(int limb) {
    return parameters.moduli().get(limb);
  }

  static long multiply(long a, long b, long q) {
    long r = a * b - q * (long) ((double) a * b / q);
    return Math.floorMod(r, q);
  }

  static long power(long base, long exponent, long q) {
    long result = 1;
    for (long e = exponent; e > 0; e >>= 1, base = multiply(base, base, q)) {
      result = (e & 1) == 1 ? multiply(result, base, q) : result;
    }
    return result;
  }

  private long leastRoot(long q) {
    long root = 0;
    for (long g = 2; root == 0; g++) {
      long candidate = power(g, (q - 1) / (2L * n), q);
      root = power(candidate, n, q) == q - 1 ? candidate : 0;
    }
    long least = root;
    long square = multiply(root, root, q);
    for (int i = 1; i < n; i++) {
      root = multiply(root, square, q);
      least = Math.min(least, root);
    }
    return least;
  }

  private long[] powers(long root, long q) {
    long[] table = new long[n];
    long power = 1;
    for (int i = 0; i < n; i++, power = multiply(power, root, q)) {
      table[Integer.reverse(i) >>> (32 - logN)] = power;
    }
    return table;
  }

  private void ntt(int l, long[] values) {
    for (int groups = 1, half = n / 2; half >= 1; groups <<= 1, half >>= 1) {
      for (int k = 0; k < n / 2; k++) {
        int low = k / half * 2 * half + k % half;
        long v = multiply(values[low + half], roots[l][groups + k / half], q(l));
        long u = values[low];
        values[low] = (u + v) % q(l);
        values[low + half] = (u + q(l) - v) % q(l);
      }
    }
  }

  private void intt(int l, long[] values) {
    for (int groups = n / 2, half = 1; groups >= 1; groups >>= 1, half <<= 1) {
      for (int k = 0; k < n / 2; k++) {
        int low = k / half * 2 * half + k % half;
        long u = values[low];
        long v = values[low + half];
        values[low] = (u + v) % q(l);
        values[low + half] =
            multiply((u + q(l) - v) % q(l), inverseRoots[l][groups + k / half], q(l));
      }
    }
    long inverse = power(n, q(l) - 2, q(l));
    for (int k = 0; k < n; k++) {
      values[k] = multiply(values[k], inverse, q(l));
    }
  }

  /** Integers to residues in NTT form. */
  long[][] toNtt(BigInteger[] integers) {
    long[][] residues = new long[HeParameters.LIMBS][n];
    for (int l = 0; l < residues.length; l++) {
      BigInteger q = BigInteger.valueOf(q(l));
      for (int k = 0; k < n; k++) {
        residues[l][k] = integers[k].mod(q).longValue();
      }
      ntt(l, residues[l]);
    }
    return residues;
  }

  /** Residues in NTT form to centred integers. */
  BigInteger[] fromNtt(long[][] polynomial) {
    long[][] residues = new long[HeParameters.LIMBS][];
    for (int l = 0; l < residues.length; l++) {
      residues[l] = polynomial[l].clone();
      intt(l, residues[l]);
    }
    BigInteger[] integers = new BigInteger[n];
    for (int k = 0; k < n; k++) {
      integers[k] = centred(residues[0][k], residues[1][k], residues[2][k], residues[3][k]);
    }
    return integers;
  }

  BigInteger centred(long... residues) {
    BigInteger sum = BigInteger.ZERO;
    for (int l = 0; l < residues.length; l++) {
      sum = sum.add(crt[l].multiply(BigInteger.valueOf(residues[l])));
    }
    BigInteger value = sum.mod(parameters.modulus());
    boolean high = value.compareTo(parameters.modulus().shiftRight(1)) > 0;
    return high ? value.subtract(parameters.modulus()) : value;
  }

  long[][] add(long[][] a, long[][] b) {
    return combine(a, b, (x, y, q) -> (x + y) % q);
  }

  long[][] subtract(long[][] a, long[][] b) {
    return combine(a, b, (x, y, q) -> (x + q - y) % q);
  }

  long[][] multiply(long[][] a, long[][] b) {
    return combine(a, b, RingMath::multiply);
  }

  private interface Operation {
    long apply(long x, long y, long q);
  }

  private long[][] combine(long[][] a, long[][] b, Operation operation) {
    long[][] out = new long[HeParameters.LIMBS][n];
    for (int l = 0; l < out.length; l++) {
      for (int k = 0; k < n; k++) {
        out[l][k] = operation.apply(a[l][k], b[l][k], q(l));
      }
    }
    return out;
  }

  /** Polynomial number {@code index} of packed bytes. */
  long[][] unpack(byte[] packed, int index) {
    return unpackAt(packed, index * parameters.packedBytes());
  }

  /** The four limbs that start at an offset of packed bytes. */
  long[][] unpackAt(byte[] packed, int offset) {
    long[][] out = new long[HeParameters.LIMBS][n];
    int at = offset;
    for (int l = 0; l < out.length; l++) {
      int bits = parameters.residueBits(l);
      for (int k = 0; k < n; k++) {
        for (int b = 0; b < bits; b++) {
          int position = k * bits + b;
          long bit = packed[at + position / 8] >> (position % 8) & 1;
          out[l][k] |= bit << b;
        }
      }
      at += bits * n / 8;
    }
    return out;
  }

  ByteBuffer buffer(long[][]... polynomials) {
    ByteBuffer buffer = ResidueBuffers.allocate(parameters, polynomials.length);
    for (long[][] polynomial : polynomials) {
      for (long[] limb : polynomial) {
        for (long residue : limb) {
          buffer.putLong(residue);
        }
      }
    }
    return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  long[][] read(ByteBuffer buffer, int index) {
    long[][] out = new long[HeParameters.LIMBS][n];
    ByteBuffer in = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    in.position(index * parameters.residueBytes());
    for (long[] limb : out) {
      for (int k = 0; k < n; k++) {
        limb[k] = in.getLong();
      }
    }
    return out;
  }

  static double log2(BigInteger value) {
    int excess = Math.max(0, value.bitLength() - 60);
    return excess + Math.log(Math.max(1, value.abs().shiftRight(excess).longValue())) / Math.log(2);
  }

  static BigInteger largest(BigInteger[] values) {
    BigInteger largest = BigInteger.ZERO;
    for (BigInteger value : values) {
      largest = largest.max(value.abs());
    }
    return largest;
  }
}
