package dev.lineal.jobs.gpu;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The cluster's part on the backend of this process's environment: {@link BackendFigures} as JSON
 * on standard output. Arguments: parameter set, features, blocks, timed iterations, terms of the
 * measured row (0: nothing is measured).
 */
final class BackendMain {
  private static final int CALLS = 21;

  private BackendMain() {}

  public static void main(String[] arguments) throws Exception {
    HeParameters parameters = HeParameters.named(arguments[0]);
    int features = Integer.parseInt(arguments[1]);
    int blocks = Integer.parseInt(arguments[2]);
    int timed = Integer.parseInt(arguments[3]);
    int terms = Integer.parseInt(arguments[4]);
    String hash;
    Double seconds;
    try (ClusterPart part = new ClusterPart(parameters, features, blocks)) {
      hash = hash(part);
      seconds = timed == 0 ? null : median(timed, () -> part.iterate(unread()));
    }
    Double rate = terms == 0 ? null : bytesPerSecond(parameters, terms) / 1e9;
    System.out.println(
        JsonMapper.builder()
            .build()
            .writeValueAsString(new BackendFigures(HeContext.kernelPath(), hash, seconds, rate)));
  }

  private static String hash(ClusterPart part) throws NoSuchAlgorithmException {
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    part.iterate(hash);
    return HexFormat.of().formatHex(hash.digest());
  }

  /** Reads what the device computed, and spends no time on it. */
  private static MessageDigest unread() {
    return new MessageDigest("none") {
      @Override
      protected void engineUpdate(byte input) {}

      @Override
      protected void engineUpdate(byte[] input, int offset, int length) {}

      @Override
      protected byte[] engineDigest() {
        return new byte[0];
      }

      @Override
      protected void engineReset() {}
    };
  }

  private static double bytesPerSecond(HeParameters parameters, int terms) {
    UniformCiphertexts uniform = new UniformCiphertexts(parameters, 1);
    try (EncryptedBlock block =
            uniform.with(terms, HeParameters.COLUMN_SCALE_BITS, EncryptedBlock::new);
        EncryptedWeights weights =
            uniform.with(terms, HeParameters.REFRESHED_SCALE_BITS, EncryptedWeights::new)) {
      Runnable product =
          () -> {
            try (Ciphertext sum = block.times(weights)) {
              sum.degree();
            }
          };
      product.run();
      // Columns and weights: both rows are read once, and neither fits a cache.
      return 2 * 2L * terms * parameters.residueBytes() / median(CALLS, product);
    }
  }

  /** Seconds. */
  private static double median(int runs, Runnable work) {
    long[] nanos = new long[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[runs / 2] / 1e9;
  }
}
