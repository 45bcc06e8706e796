package dev.lineal.he;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public key (b, a) of a study, b = sum of the owners' b_i = -a s + e. a is expanded from a
 * 32-byte seed that all owners' nonces determine; s is held by nobody.
 */
public final class JointPublicKey extends Polynomials {
  /** Bytes of a fingerprint. */
  public static final int FINGERPRINT_BYTES = 32;

  private static final int SEED_BYTES = 32;

  private final byte[] bytes;
  private final byte[] fingerprint;

  private JointPublicKey(long address, HeParameters parameters, byte[] bytes) {
    super(address, parameters, 1, 0);
    this.bytes = bytes;
    this.fingerprint = Sha256.of(bytes);
  }

  /**
   * The key of a seed and a packed b.
   *
   * @throws HeFormatException when a residue is not below its prime
   */
  public static JointPublicKey of(HeParameters parameters, byte[] seed, byte[] packedB) {
    if (seed.length != SEED_BYTES || packedB.length != parameters.packedBytes()) {
      throw new IllegalArgumentException(
          "A joint key has a seed of 32 bytes and one polynomial of "
              + parameters.packedBytes()
              + " bytes.");
    }
    byte[] bytes = new byte[Header.BYTES + seed.length + packedB.length];
    new Header(Kind.JOINT_PUBLIC_KEY, parameters, 1, 0, 0, 1).write(bytes, 0);
    System.arraycopy(seed, 0, bytes, Header.BYTES, seed.length);
    System.arraycopy(packedB, 0, bytes, Header.BYTES + seed.length, packedB.length);
    return parse(bytes);
  }

  /**
   * Reads the layout of docs/formats.md.
   *
   * @throws HeFormatException when the bytes are no joint public key
   */
  public static JointPublicKey parse(byte[] bytes) {
    Header header = Header.parse(bytes, 0).require(Kind.JOINT_PUBLIC_KEY);
    header.requirePolynomials(1, 1);
    header.requireScale(0);
    header.requireKeyId(0);
    header.requireSingle();
    header.requireLength(bytes.length, SEED_BYTES + (long) header.parameters().packedBytes());
    byte[] seed = Arrays.copyOfRange(bytes, Header.BYTES, Header.BYTES + SEED_BYTES);
    return new JointPublicKey(
        joint(header.parameters(), seed, bytes, Header.BYTES + SEED_BYTES),
        header.parameters(),
        bytes.clone());
  }

  private static long joint(HeParameters parameters, byte[] seed, byte[] bytes, int offset) {
    return withUniform(parameters.id(), seed, UniformDomain.JOINT_KEY.number(), bytes, offset);
  }

  /** The layout of docs/formats.md. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** SHA-256 of {@link #toBytes()}, hexadecimal. */
  public String fingerprint() {
    return HexFormat.of().formatHex(fingerprint);
  }

  /** SHA-256 of {@link #toBytes()}. */
  public byte[] fingerprintBytes() {
    return fingerprint.clone();
  }

  /** What ciphertexts under this key carry: the first eight bytes of the fingerprint. */
  public long keyId() {
    return java.nio.ByteBuffer.wrap(fingerprint).getLong();
  }

  private static native long withUniform(
      int set, byte[] seed, int domain, byte[] packedB, int offset);
}
