package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.Plaintext;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.SlotRefresh;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, not integers: columns, products and refreshed products in bits of agreement. */
class RefreshPrecisionTest extends NoNativeLeaks {
  private static final HeParameters STUDY = HeParameters.STUDY_13;
  private static final int SAMPLED_SLOTS = 48;
  private static final int MESSAGE_BITS = 90;

  private final double[] x = values(1);
  private final double[] w = values(2);

  private static double[] values(long seed) {
    Random random = new Random(seed);
    return random.doubles(STUDY.slots(), -1.7, 1.7).toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void aRefreshedProductHasTheSlotsOfTheProduct(int owners) {
    try (Study study = Study.of(STUDY, owners);
        JointPublicKey key = publicKey(study);
        Ciphertext a = encrypt(key, x);
        Ciphertext b = encrypt(key, w);
        Ciphertext product = a.multiply(b);
        Ciphertext fresh = refresh(study, key, product)) {
      double bits = agreement(slots(study, owners, fresh), k -> x[k] * w[k]);
      System.out.printf("%d owners: %.1f bits of agreement%n", owners, bits);
      assertTrue(bits >= 22, bits + " bits");
    }
  }

  @Test
  void theTraceOfAnEncryptedColumnIsItsSum() {
    try (Study study = Study.of(STUDY, 3);
        JointPublicKey key = publicKey(study);
        Ciphertext column = encrypt(key, x)) {
      BigInteger[] m = decrypt(study, 3, column);
      double trace = Math.scalb(m[0].doubleValue(), -column.scaleBits()) * STUDY.slots();
      double sum = Arrays.stream(x).sum();
      double bits = -Math.log(Math.abs(trace - sum) / Math.max(1, Math.abs(sum))) / Math.log(2);
      assertTrue(bits >= 22, bits + " bits");
    }
  }

  @Test
  void withoutOneOwnerOrWithAnotherStudysKeyNothingDecodes() {
    try (Study study = Study.of(STUDY, 3);
        Study other = Study.of(STUDY, 2);
        JointPublicKey key = publicKey(study);
        Ciphertext column = encrypt(key, x)) {
      assertTrue(agreement(slots(study, 3, column), k -> x[k]) > 22);
      assertTrue(agreement(slots(study, 2, column), k -> x[k]) < 0);
      assertTrue(agreement(slots(other, 2, column), k -> x[k]) < 0);
    }
  }

  private static JointPublicKey publicKey(Study study) {
    return JointPublicKey.of(STUDY, study.key.seed(), study.key.packed());
  }

  private static Ciphertext encrypt(JointPublicKey key, double[] values) {
    try (HeContext context = new HeContext(STUDY);
        Plaintext plaintext = context.encode(values)) {
      ColumnEncryption encryption =
          key.withResidues(residues -> new ColumnEncryption(STUDY, residues));
      byte[] packed = plaintext.withResidues(encryption::encryptPacked);
      return Ciphertext.unpack(STUDY, 1, plaintext.scaleBits(), key.keyId(), packed, 0);
    }
  }

  /** One request to all owners, over the wire formats; the product is brought to scale 2^40. */
  private static Ciphertext refresh(Study study, JointPublicKey key, Ciphertext product) {
    FixedPoint gamma = FixedPoint.powerOfTwo(product.scaleBits() - 40);
    RefreshRequest request =
        RefreshRequest.ofProducts(
            new RefreshRequest.Position(Study.id(7), 0, 1, 0), 0, List.of(product));
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    dev.lineal.owner.keys.SlotRefresh owner =
        new dev.lineal.owner.keys.SlotRefresh(study.masks(MESSAGE_BITS), gamma);
    try (SlotRefresh cluster = new SlotRefresh(product)) {
      for (int i = 0; i < study.shares.size(); i++) {
        SecretShare share = study.shares.get(i);
        int polynomial = STUDY.residueBytes();
        byte[] packed =
            product.withResidues(
                all ->
                    owner
                        .answer(
                            share,
                            new RefreshItem(seed, 0),
                            all.slice(polynomial, polynomial),
                            all.slice(2 * polynomial, polynomial))
                        .packed());
        byte[] answer = RefreshAnswer.ofSlots(request, i).slots(0, packed).toBytes();
        cluster.absorb(RefreshAnswer.parse(answer, request), 0);
      }
      return cluster.finish(seed.forItem(0), gamma);
    }
  }

  private static BigInteger[] decrypt(Study study, int owners, Ciphertext ciphertext) {
    RingMath ring = study.ring;
    byte[] packed = new byte[2 * STUDY.packedBytes()];
    ciphertext.pack(0, 2, packed, 0);
    long[][] c1s = ring.multiply(ring.unpack(packed, 1), study.jointSecret(owners));
    return ring.fromNtt(ring.add(ring.unpack(packed, 0), c1s));
  }

  /** The first slots: m at the roots exp(i pi 5^k / N), by Horner's rule. */
  private static double[] slots(Study study, int owners, Ciphertext ciphertext) {
    BigInteger[] m = decrypt(study, owners, ciphertext);
    double[] slots = new double[SAMPLED_SLOTS];
    long power = 1;
    for (int k = 0; k < slots.length; k++) {
      double angle = Math.PI * power / STUDY.ringDegree();
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      double re = 0;
      double im = 0;
      for (int j = m.length - 1; j >= 0; j--) {
        double next = re * cos - im * sin;
        im = re * sin + im * cos;
        re = next + m[j].doubleValue();
      }
      slots[k] = Math.scalb(re, -ciphertext.scaleBits());
      power = power * 5 % (2L * STUDY.ringDegree());
    }
    return slots;
  }

  private static double agreement(double[] slots, IntToDoubleFunction wanted) {
    double largest = 1;
    double difference = 0;
    for (int k = 0; k < slots.length; k++) {
      largest = Math.max(largest, Math.abs(wanted.applyAsDouble(k)));
      difference = Math.max(difference, Math.abs(slots[k] - wanted.applyAsDouble(k)));
    }
    return -Math.log(difference / largest) / Math.log(2);
  }
}
