package dev.lineal.owner.home;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Seals secrets at rest: AES-256-GCM under a random data key, which is itself sealed under a key
 * that Argon2id (RFC 9106) derives from the passphrase. Every sealed text is bound to its name.
 *
 * <p>The vault file: {@code LVAULT1\0}, memory in KiB, passes, lanes (u32 big-endian each), 16
 * bytes of salt, then the sealed data key.
 */
final class Vault implements AutoCloseable {
  static final int HEAD = 8 + 3 * Integer.BYTES + 16;
  static final int BYTES = HEAD + Sealed.overhead(Sealed.KEY_BYTES);

  private static final byte[] MAGIC = "LVAULT1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_BYTES = 16;
  private static final int MOST_KIBIBYTES = 1 << 20;
  private static final int MOST_PASSES = 64;
  private static final int MOST_LANES = 64;

  private final byte[] dataKey;

  private Vault(byte[] dataKey) {
    this.dataKey = dataKey;
  }

  /** A new vault's file. */
  static byte[] create(Passphrase passphrase, GuessCost cost) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT_BYTES];
    byte[] dataKey = new byte[Sealed.KEY_BYTES];
    random.nextBytes(salt);
    random.nextBytes(dataKey);
    byte[] head =
        ByteBuffer.allocate(HEAD)
            .put(MAGIC)
            .putInt(cost.kibibytes())
            .putInt(cost.passes())
            .putInt(cost.lanes())
            .put(salt)
            .array();
    byte[] key = derive(passphrase, head);
    try {
      byte[] sealed = Sealed.seal(key, head, dataKey);
      return ByteBuffer.allocate(BYTES).put(head).put(sealed).array();
    } finally {
      Arrays.fill(key, (byte) 0);
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /**
   * @param file for messages
   */
  static Vault open(byte[] content, Passphrase passphrase, Path file) {
    if (content.length != BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(content, MAGIC.length))) {
      throw HomeErrors.damaged(file, "it is no vault of this version");
    }
    byte[] head = Arrays.copyOf(content, HEAD);
    ByteBuffer costs = ByteBuffer.wrap(head).position(MAGIC.length);
    requireSane(file, costs.getInt(), costs.getInt(), costs.getInt());
    byte[] key = derive(passphrase, head);
    try {
      Optional<byte[]> dataKey =
          Sealed.open(key, head, Arrays.copyOfRange(content, HEAD, content.length));
      return new Vault(dataKey.orElseThrow(() -> HomeErrors.wrongPassphrase(file)));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Seals a secret under a name; it opens under this name only. */
  byte[] seal(String name, byte[] secret) {
    return Sealed.seal(dataKey, name.getBytes(StandardCharsets.UTF_8), secret);
  }

  /** The secret; the caller overwrites it. Empty where the text was changed or is another's. */
  Optional<byte[]> open(String name, byte[] sealed) {
    return Sealed.open(dataKey, name.getBytes(StandardCharsets.UTF_8), sealed);
  }

  @Override
  public void close() {
    Arrays.fill(dataKey, (byte) 0);
  }

  private static void requireSane(Path file, int kibibytes, int passes, int lanes) {
    boolean sane =
        kibibytes >= 8 * lanes
            && kibibytes <= MOST_KIBIBYTES
            && passes >= 1
            && passes <= MOST_PASSES
            && lanes >= 1
            && lanes <= MOST_LANES;
    if (!sane) {
      throw HomeErrors.damaged(file, "it asks for costs of Argon2id that are out of bounds");
    }
  }

  private static byte[] derive(Passphrase passphrase, byte[] head) {
    ByteBuffer fields = ByteBuffer.wrap(head).position(MAGIC.length);
    int kibibytes = fields.getInt();
    int passes = fields.getInt();
    int lanes = fields.getInt();
    byte[] salt = new byte[SALT_BYTES];
    fields.get(salt);
    Argon2BytesGenerator argon = new Argon2BytesGenerator();
    argon.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(kibibytes)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    byte[] typed = passphrase.utf8();
    byte[] key = new byte[Sealed.KEY_BYTES];
    try {
      argon.generateBytes(typed, key);
      return key;
    } finally {
      Arrays.fill(typed, (byte) 0);
    }
  }
}
