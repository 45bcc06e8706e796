package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.manifest.RunPlan;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * What arithmetic must know of a study's key: nothing else of it is needed.
 *
 * @param parameterSet such as {@code STUDY_13}
 * @param keyId first eight bytes of the fingerprint
 * @param fingerprint of the joint public key, 32 bytes
 */
public record KeyTerms(String parameterSet, long keyId, byte[] fingerprint)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public static KeyTerms of(JointPublicKey key) {
    return new KeyTerms(key.parameters().name(), key.keyId(), key.fingerprintBytes());
  }

  public HeParameters parameters() {
    return HeParameters.named(parameterSet);
  }

  /** Of the study that a plan names. */
  public static KeyTerms of(RunPlan plan) {
    byte[] fingerprint = plan.encryption().jointKey().bytes();
    return new KeyTerms(
        plan.encryption().parameterSet(), ByteBuffer.wrap(fingerprint).getLong(), fingerprint);
  }

  /** A refreshed ciphertext from its c_0 and seed; an empty seed means a = 0. */
  public Ciphertext refreshed(byte[] seed, byte[] packedC0) {
    HeParameters parameters = parameters();
    int scaleBits = HeParameters.REFRESHED_SCALE_BITS;
    if (seed.length > 0) {
      return Ciphertext.ofSeed(parameters, scaleBits, keyId, seed, packedC0, 0);
    }
    byte[] both = new byte[2 * parameters.packedBytes()];
    System.arraycopy(packedC0, 0, both, 0, packedC0.length);
    return Ciphertext.unpack(parameters, 1, scaleBits, keyId, both, 0);
  }

  /** A ciphertext of degree 1 as one of degree 2, with nothing in c_2; the caller closes both. */
  public Ciphertext raised(Ciphertext low) {
    byte[] zero = new byte[3 * parameters().packedBytes()];
    try (Ciphertext nothing = Ciphertext.unpack(parameters(), 2, low.scaleBits(), keyId, zero, 0)) {
      return nothing.addLowerDegree(low);
    }
  }
}
