package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes the joint public key: nonces, then b_i = -a s_i + e_i with a from all nonces. Steps {@link
 * CeremonyStep#NONCE} and {@link CeremonyStep#CONTRIBUTION}, each committed to and then opened, so
 * that nobody chooses its part after seeing the others'. Source: docs/protocol.md, keys.
 */
public final class JointKeyCeremony extends Ceremony {
  static {
    OwnerLibrary.load();
  }

  private static final String DOMAIN = "lineal/ceremony/joint-key/v1";

  private final SecretShare share;
  private final Supplier<byte[]> seeds;
  private final List<byte[]> nonces = new ArrayList<>();
  private final ByteBuffer sum;
  private byte[] seed;

  /**
   * @param share stays the caller's; open until the ceremony is complete
   * @param ceremony 32 bytes that all owners agreed on, used for no other ceremony
   * @param self this owner, 0 .. owners - 1
   */
  public JointKeyCeremony(SecretShare share, byte[] ceremony, int owners, int self) {
    this(share, ceremony, owners, self, fresh(new SecureRandom()));
  }

  JointKeyCeremony(
      SecretShare share, byte[] ceremony, int owners, int self, Supplier<byte[]> seeds) {
    super(List.of(CeremonyStep.NONCE, CeremonyStep.CONTRIBUTION), ceremony, owners, self);
    this.share = share;
    this.seeds = seeds;
    sum = ResidueBuffers.allocate(share.parameters(), 1);
  }

  /**
   * The key, equal for all owners.
   *
   * @throws IllegalStateException before the last step
   */
  public JointKey result() {
    requireComplete();
    return JointKey.of(share.parameters(), seed, sum);
  }

  @Override
  byte[] message(CeremonyStep step) {
    if (step == CeremonyStep.NONCE) {
      return seeds.get();
    }
    HeParameters parameters = share.parameters();
    byte[] packed = new byte[parameters.packedBytes()];
    byte[] key = seeds.get();
    try {
      return share.with(
          address -> {
            contribution(address, seed, key, packed);
            return packed;
          });
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  @Override
  void absorb(CeremonyStep step, int owner, byte[] received) {
    if (step == CeremonyStep.NONCE) {
      nonces.add(Bytes.hashSized("A nonce", received));
    } else {
      JointKey.addTo(share.parameters(), sum, received);
    }
  }

  @Override
  void stepDone(CeremonyStep step) {
    if (step == CeremonyStep.NONCE) {
      seed = seedOf(DOMAIN, nonces);
    }
  }

  private static native void contribution(long share, byte[] seed, byte[] key, byte[] packed);
}
