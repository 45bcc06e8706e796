package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * An owner's part of the collective decryption of a degree-1 ciphertext's first coefficients: those
 * of c_1 s_i, each plus a flood uniform in [-2^f, 2^f]. The sum of all owners' parts and c_0's
 * coefficients is the message plus noise and floods. A repeated request gets the same floods, so
 * that averaging gives nothing. Source: docs/protocol.md, moments.
 *
 * <p>Safe only behind a policy that answers one digest per key set and purpose.
 */
public final class PartialDecryption {
  private static final byte[] FLOOD = Bytes.ascii("lineal/decryption/flood/v1");

  static {
    OwnerLibrary.load();
  }

  private final int floodBits;

  /**
   * @param floodBits f, 40 .. 128
   */
  public PartialDecryption(int floodBits) {
    this.floodBits = FloodBits.require(floodBits);
  }

  /**
   * The first {@code count} coefficients only; the others never leave native memory.
   *
   * @param share the owner's
   * @param digest 32 bytes that name key set, purpose and the whole ciphertext
   * @param c1 residues in NTT form
   * @return [coefficient][limb] residues
   */
  public long[] answer(SecretShare share, byte[] digest, ByteBuffer c1, int count) {
    long[] out = new long[Math.multiplyExact(count, HeParameters.LIMBS)];
    ByteBuffer residues = ResidueBuffers.require("c_1", share.parameters(), 1, c1);
    byte[] key =
        Bytes.hmacSha256(share.prfKey(), FLOOD, Bytes.hashSized("The request's digest", digest));
    try {
      return share.with(
          address -> {
            floodedCoefficients(address, residues, count, key, floodBits, out);
            return out;
          });
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static native void floodedCoefficients(
      long share, ByteBuffer c1, int count, byte[] key, int floodBits, long[] out);
}
