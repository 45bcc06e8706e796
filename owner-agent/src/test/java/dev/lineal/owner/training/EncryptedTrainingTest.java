package dev.lineal.owner.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.keys.StudyKeys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Breast cancer, three owners, STUDY_13: the encrypted run against its plaintext twin. */
class EncryptedTrainingTest extends NoNativeLeaks {
  private static final int OWNERS = 3;
  private static final int ITERATIONS = 32;

  private final TrainingData data = TrainingData.breastCancer();
  private final Schedule schedule = Schedule.of(HeParameters.STUDY_13, data, 0.01, ITERATIONS);

  @Test
  void oneIterationAgreesToTwentyBitsAndThirtyTwoReachThePlaintextAccuracy() {
    StudyKeys keys = StudyKeys.of(HeParameters.STUDY_13, OWNERS);
    try (JointPublicKey key = keys.publicKey()) {
      List<LocalOwner> owners = new ArrayList<>();
      for (int i = 0; i < OWNERS; i++) {
        owners.add(new LocalOwner(i, OWNERS, keys.shares().get(i), key, data.features()));
      }
      try (LocalCluster cluster = new LocalCluster(key, new byte[32], owners, blocks(owners))) {
        cluster.iterate(0, schedule.step(0));
        assertAgreement(20, 1, cluster.release());
        for (int t = 1; t < ITERATIONS; t++) {
          cluster.iterate(t, schedule.step(t));
        }
        double[] plain = assertAgreement(15, ITERATIONS, cluster.release());
        assertEquals(data.accuracy(plain), data.accuracy(cluster.release()));
        assertTrue(data.accuracy(plain) > 0.96, "accuracy " + data.accuracy(plain));
      } finally {
        owners.forEach(LocalOwner::close);
      }
    }
  }

  private List<EncryptedBlock> blocks(List<LocalOwner> owners) {
    List<EncryptedBlock> blocks = new ArrayList<>();
    try (HeContext context = new HeContext(HeParameters.STUDY_13)) {
      for (int i = 0; i < OWNERS; i++) {
        List<Ciphertext> columns = owners.get(i).encrypt(context, data.part(i, OWNERS));
        blocks.add(new EncryptedBlock(columns));
        columns.forEach(Ciphertext::close);
      }
    }
    return blocks;
  }

  private double[] assertAgreement(int bits, int iterations, double[] encrypted) {
    double[] plain = new PlainTraining(data, schedule).train(iterations);
    double largest = 1;
    double difference = 0;
    for (int j = 0; j < plain.length; j++) {
      largest = Math.max(largest, Math.abs(plain[j]));
      difference = Math.max(difference, Math.abs(plain[j] - encrypted[j]));
    }
    double agreement = -Math.log(difference / largest) / Math.log(2);
    System.out.printf("%d iterations: %.1f bits of agreement%n", iterations, agreement);
    assertTrue(agreement >= bits, agreement + " bits after " + iterations + " iterations");
    return plain;
  }
}
