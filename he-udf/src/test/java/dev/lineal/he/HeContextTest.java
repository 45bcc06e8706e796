package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLiveHandles.class)
class HeContextTest {
  private static final int SCALE = HeParameters.COLUMN_SCALE_BITS;

  /** sigma 3.19, six deviations, and the ternary randomness beside it. */
  private static final int LARGEST_NOISE = 21;

  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 31);
  }

  @AfterEach
  void close() {
    study.close();
  }

  /** Real part of slot k: the polynomial at exp(i pi 5^k / N), by the definition. */
  private static double slot(BigInteger[] coefficients, int k) {
    int n = coefficients.length;
    int power =
        BigInteger.valueOf(5)
            .modPow(BigInteger.valueOf(k), BigInteger.valueOf(2L * n))
            .intValueExact();
    double sum = 0;
    for (int j = 0; j < n; j++) {
      int turn = (int) ((long) j * power % (2L * n));
      sum += coefficients[j].doubleValue() * Math.cos(Math.PI * turn / n);
    }
    return Math.scalb(sum, -SCALE);
  }

  private static BigInteger[] coefficients(Polynomials object, int polynomial) {
    return SlowRing.coefficients(object.parameters(), Residues.of(object).values()[polynomial]);
  }

  @Test
  void encode_isTheCanonicalEmbedding() {
    Random random = new Random(32);
    double[] values = random.doubles(study.parameters.slots(), -4, 4).toArray();
    try (Plaintext plaintext = study.context.encode(values)) {
      assertEquals(0, plaintext.degree());
      assertEquals(SCALE, plaintext.scaleBits());
      BigInteger[] m = coefficients(plaintext, 0);
      double worst = 0;
      for (int k = 0; k < values.length; k++) {
        worst = Math.max(worst, Math.abs(slot(m, k) - values[k]));
      }
      double bits = -Math.log(worst) / Math.log(2);
      assertTrue(bits > 36, () -> "precision of encoding: " + bits + " bits");
    }
  }

  @Test
  void encode_fillsWithZeros() {
    try (Plaintext few = study.context.encode(1, 2);
        Plaintext all = study.context.encode(Arrays.copyOf(new double[] {1, 2}, 512));
        Plaintext none = study.context.encode()) {
      Residues.of(few).assertSame(Residues.of(all));
      Residues.of(none).assertSame(Residues.zero(study.parameters, 1));
    }
  }

  @Test
  void encrypt_addsOnlySmallNoiseToTheMessage() {
    Residues one = Residues.zero(study.parameters, 1).fill((p, limb, k) -> 1);
    double[] values = {1, -2.5, 3};
    try (JointPublicKey key = JointPublicKey.of(study.parameters, new byte[32], one.packed());
        Ciphertext ciphertext = study.context.encrypt(key, values);
        Plaintext plaintext = study.context.encode(values)) {
      assertEquals(1, ciphertext.degree());
      assertEquals(SCALE, ciphertext.scaleBits());
      assertEquals(key.keyId(), ciphertext.keyId());
      // b = 1: c_0 - m = v + e_0, a ternary and a Gaussian polynomial.
      BigInteger[] c0 = coefficients(ciphertext, 0);
      BigInteger[] m = coefficients(plaintext, 0);
      double squares = 0;
      for (int j = 0; j < c0.length; j++) {
        int noise = c0[j].subtract(m[j]).intValueExact();
        assertTrue(Math.abs(noise) <= LARGEST_NOISE, () -> "noise " + noise);
        squares += (double) noise * noise;
      }
      assertEquals(3.19 * 3.19 + 2.0 / 3, squares / c0.length, 2);
    }
  }

  @Test
  void encrypt_isFreshEveryTime() {
    Residues a = Residues.of(study.encrypt(1, 2, 3));
    Residues b = Residues.of(study.encrypt(1, 2, 3));
    assertFalse(Arrays.deepEquals(a.values(), b.values()));
  }

  @Test
  void encode_valuesThatDoNotFit() {
    double[] many = new double[study.parameters.slots() + 1];
    assertEquals("a ciphertext holds 512 values, not 513", refused(many));
    String rule = " cannot be encoded: it must be finite and below 2^20 in magnitude";
    assertEquals("value nan in slot 1" + rule, refused(0, Double.NaN));
    assertEquals("value -inf in slot 0" + rule, refused(Double.NEGATIVE_INFINITY));
    assertEquals("value 1048576.000000 in slot 0" + rule, refused(1 << 20));
    assertEquals("an array is null", refused((double[]) null));
  }

  private String refused(double... values) {
    return assertThrows(IllegalArgumentException.class, () -> study.context.encode(values))
        .getMessage();
  }

  @Test
  void encrypt_underAKeyOfAnotherSet() {
    try (TestStudy other = new TestStudy(HeParameters.INSECURE_TEST_11, 33)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> study.context.encrypt(other.key, 1.0));
      assertEquals(
          "encryption takes a plaintext and a joint public key of this context", e.getMessage());
    }
  }

  @Test
  void kernelPath_isNamed() {
    assertTrue(HeContext.kernelPath().matches("scalar|avx2_fma|avx512.*"), HeContext::kernelPath);
  }
}
