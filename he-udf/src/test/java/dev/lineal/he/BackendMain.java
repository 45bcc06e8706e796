package dev.lineal.he;

import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.SlotRefresh;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The cluster's part of an iteration on this process's backend, from a seeded study: prints the
 * kernels' path and a hash of every result.
 */
final class BackendMain {
  private static final int FEATURES = 5;
  private static final int BLOCKS = 3;

  private BackendMain() {}

  public static void main(String[] sets) throws Exception {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    for (String set : sets) {
      try (TestStudy study = new TestStudy(HeParameters.named(set), 9)) {
        iterate(study, hash);
      }
    }
    System.out.println(HeContext.kernelPath() + " " + HexFormat.of().formatHex(hash.digest()));
  }

  private static void iterate(TestStudy study, MessageDigest hash) {
    List<EncryptedBlock> blocks =
        java.util.stream.Stream.generate(
                () -> study.keep(new EncryptedBlock(study.randoms(FEATURES, 1, 42))))
            .limit(BLOCKS)
            .toList();
    EncryptedWeights weights = study.keep(new EncryptedWeights(study.randoms(FEATURES, 1, 40)));
    for (EncryptedBlock block : blocks) {
      Ciphertext margin = study.keep(block.times(weights));
      hash.update(margin.toBytes());
      SlotRefresh refresh = study.keep(new SlotRefresh(margin));
      Ciphertext refreshed = study.keep(refresh.finish(new byte[32], new FixedPoint(-5, 42)));
      hash.update(refreshed.toBytes());
      hash.update(study.keep(refreshed.multiply(refreshed)).toBytes());
    }
    GradientAccumulator gradient =
        study.keep(new GradientAccumulator(study.parameters, study.key.keyId(), FEATURES, 42 + 40));
    hash.update(gradient.add(blocks, study.randoms(BLOCKS, 1, 40)).toBytes());
  }
}
