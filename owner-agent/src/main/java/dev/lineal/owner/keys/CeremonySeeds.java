package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;

/**
 * All randomness of one owner in one ceremony, from one sealed 32-byte seed, so that a ceremony
 * that was cut off is replayed to the same bytes. Draw n is HMAC-SHA256(seed, n, what was accepted
 * so far): after other messages every draw differs, so that no noise ever serves two requests.
 *
 * <p>The storage layer seals the seed, and erases it when the ceremony is over.
 */
public final class CeremonySeeds implements AutoCloseable {
  private static final byte[] DRAW = Bytes.ascii("lineal/ceremony/draw/v1");

  private final byte[] seed;
  private byte[] accepted = new byte[0];
  private int draws;
  private boolean closed;

  private CeremonySeeds(byte[] seed) {
    this.seed = Bytes.hashSized("A ceremony's seed", seed);
  }

  /** 32 fresh bytes for the storage layer to seal at once and overwrite. */
  public static byte[] fresh(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    byte[] seed = new byte[Bytes.HASH];
    new SecureRandom().nextBytes(seed);
    return seed;
  }

  /** The randomness of a stored seed; the caller overwrites {@code seed}. */
  public static CeremonySeeds of(SecretAccess access, byte[] seed) {
    Objects.requireNonNull(access, "access");
    return new CeremonySeeds(seed);
  }

  /**
   * Binds all later draws to what was accepted.
   *
   * @param view hash over every message accepted so far
   */
  public void accepted(byte[] view) {
    accepted = view.clone();
  }

  /** s_i and the PRF key; the caller closes it. To be drawn first. */
  public SecretShare share(HeParameters parameters) {
    byte[] secret = next();
    byte[] prfKey = next();
    try {
      return new SecretShare(parameters, secret, prfKey);
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(prfKey, (byte) 0);
    }
  }

  public JointKeyCeremony jointKey(SecretShare share, byte[] ceremony, int owners, int self) {
    return new JointKeyCeremony(share, ceremony, owners, self, this::next);
  }

  public SquareShareCeremony squareShares(
      SecretShare share, byte[] ceremony, int owners, int self) {
    return new SquareShareCeremony(share, ceremony, owners, self, this::next);
  }

  /**
   * @param publicKey b then a, residues in NTT form
   */
  public PackedTotals totals(HeParameters parameters, ByteBuffer publicKey) {
    return new PackedTotals(parameters, publicKey, this::next);
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(seed, (byte) 0);
  }

  private byte[] next() {
    if (closed) {
      throw new IllegalStateException("The ceremony's seed is erased; nothing may be drawn.");
    }
    byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(draws++).array();
    return Bytes.hmacSha256(seed.clone(), DRAW, number, accepted);
  }
}
