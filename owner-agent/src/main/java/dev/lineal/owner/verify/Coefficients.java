package dev.lineal.owner.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret constants of a run's identities: uniform in 1 .. q - 1 per block or feature and limb,
 * independent. HMAC-SHA256 of kind, index, limb and attempt under a random key.
 */
final class Coefficients {
  /** Length of the key. */
  static final int KEY_BYTES = 32;

  private static final String MAC = "HmacSHA256";
  private static final byte[] LABEL =
      "lineal/check/coefficient/v1".getBytes(StandardCharsets.US_ASCII);
  private static final int BLOCK = 1;
  private static final int FEATURE = 2;

  private final SecretKeySpec key;
  private final List<Long> moduli;

  Coefficients(byte[] key, List<Long> moduli) {
    this.key = new SecretKeySpec(key, MAC);
    this.moduli = moduli;
  }

  /** rho of a block: one residue per limb. */
  long[] ofBlock(int block) {
    return of(BLOCK, block);
  }

  /** rho' of a feature: one residue per limb. */
  long[] ofFeature(int feature) {
    return of(FEATURE, feature);
  }

  private long[] of(int kind, int index) {
    long[] residues = new long[moduli.size()];
    for (int limb = 0; limb < residues.length; limb++) {
      residues[limb] = uniform(kind, index, limb);
    }
    return residues;
  }

  /** 1 + a number below q - 1; words beyond the last whole multiple are thrown away. */
  private long uniform(int kind, int index, int limb) {
    long range = moduli.get(limb) - 1;
    long limit = Long.MAX_VALUE / range * range;
    for (int attempt = 0; ; attempt++) {
      long word = word(kind, index, limb, attempt) >>> 1;
      if (word < limit) {
        return 1 + word % range;
      }
    }
  }

  private long word(int kind, int index, int limb, int attempt) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      mac.update(LABEL);
      ByteBuffer place = ByteBuffer.allocate(16);
      place.putInt(kind).putInt(index).putInt(limb).putInt(attempt);
      return ByteBuffer.wrap(mac.doFinal(place.array())).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + MAC + ".", e);
    }
  }

  @Override
  public String toString() {
    return "Coefficients";
  }
}
