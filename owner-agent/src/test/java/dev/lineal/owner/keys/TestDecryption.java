package dev.lineal.owner.keys;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.util.List;

/** What only a test may do: adding up all shares to read a column. */
public final class TestDecryption {
  private final RingMath ring;
  private final long[][] secret;

  public TestDecryption(List<SecretShare> shares) {
    ring = new RingMath(shares.get(0).parameters());
    long[][] sum = ring.toNtt(Study.secret(shares.get(0)));
    for (SecretShare share : shares.subList(1, shares.size())) {
      sum = ring.add(sum, ring.toNtt(Study.secret(share)));
    }
    secret = sum;
  }

  /** The first slots of a degree-1 ciphertext: m at the roots exp(i pi 5^k / N), by Horner. */
  public double[] slots(Ciphertext column, int count) {
    double[] m = coefficients(column);
    HeParameters set = column.parameters();
    double[] slots = new double[count];
    long power = 1;
    for (int k = 0; k < count; k++) {
      double angle = Math.PI * power / set.ringDegree();
      slots[k] = Math.scalb(realPart(m, Math.cos(angle), Math.sin(angle)), -column.scaleBits());
      power = power * 5 % (2L * set.ringDegree());
    }
    return slots;
  }

  private double[] coefficients(Ciphertext column) {
    byte[] packed = new byte[2 * column.parameters().packedBytes()];
    column.pack(0, 2, packed, 0);
    long[][] covered = ring.multiply(ring.unpack(packed, 1), secret);
    BigInteger[] m = ring.fromNtt(ring.add(ring.unpack(packed, 0), covered));
    double[] doubles = new double[m.length];
    java.util.Arrays.setAll(doubles, j -> m[j].doubleValue());
    return doubles;
  }

  private static double realPart(double[] m, double cos, double sin) {
    double re = 0;
    double im = 0;
    for (int j = m.length - 1; j >= 0; j--) {
      double next = re * cos - im * sin;
      im = re * sin + im * cos;
      re = next + m[j];
    }
    return re;
  }
}
