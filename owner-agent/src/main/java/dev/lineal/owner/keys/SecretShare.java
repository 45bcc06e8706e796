package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import dev.lineal.he.NativeHandle;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * One owner's share of the joint secret: s_i (uniform ternary), after the ceremony t_i (its share
 * of s^2 modulo Q), and the key of the pseudo-random function from which masks and noise come.
 *
 * <p>Held in native memory, wiped on {@link #close()}. Immutable and usable by many threads.
 * Source: docs/protocol.md, keys.
 */
public final class SecretShare extends NativeHandle {
  static {
    OwnerLibrary.load();
  }

  private final HeParameters parameters;

  /** For {@link #generate}, the ceremony and tests that need fixed seeds. */
  SecretShare(HeParameters parameters, byte[] seed, byte[] prfKey) {
    this(generate(parameters.id(), seed, prfKey));
  }

  SecretShare(long address) {
    super(address, SecretShare::destroy);
    parameters = HeParameters.ofId(use(SecretShare::parameterSet));
  }

  /** A fresh share without t_i: it answers ciphertexts of degree 1 only. */
  public static SecretShare generate(HeParameters parameters) {
    byte[] seed = new byte[32];
    byte[] prfKey = new byte[32];
    try {
      SecureRandom random = new SecureRandom();
      random.nextBytes(seed);
      random.nextBytes(prfKey);
      return new SecretShare(parameters, seed, prfKey);
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(prfKey, (byte) 0);
    }
  }

  /**
   * Reads what {@link #exportBytes} wrote. The caller overwrites {@code bytes} afterwards.
   *
   * @throws dev.lineal.he.HeFormatException when the bytes are no intact share
   */
  public static SecretShare importBytes(SecretAccess access, byte[] bytes) {
    Objects.requireNonNull(access, "access");
    return new SecretShare(parse(bytes));
  }

  /**
   * The whole secret as plain bytes, for the storage layer to seal at once and overwrite. Nothing
   * else may call this; no checksum or encryption is inside.
   */
  public byte[] exportBytes(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    return use(
        address -> {
          byte[] bytes = new byte[serializedBytes(address)];
          serialize(address, bytes);
          return bytes;
        });
  }

  public HeParameters parameters() {
    return parameters;
  }

  /** True once the share carries t_i, so that it answers ciphertexts of degree 2. */
  public boolean coversDegreeTwo() {
    return use(SecretShare::hasSquare);
  }

  @Override
  public String toString() {
    return "SecretShare[" + parameters.name() + "]";
  }

  <T> T with(LongFunction<T> body) {
    return use(body);
  }

  /** A copy of the PRF key; the caller overwrites it. */
  byte[] prfKey() {
    return use(
        address -> {
          byte[] key = new byte[32];
          prfKey(address, key);
          return key;
        });
  }

  private static native long generate(int parameterSet, byte[] seed, byte[] prfKey);

  private static native long parse(byte[] bytes);

  private static native int serializedBytes(long address);

  private static native void serialize(long address, byte[] out);

  private static native void prfKey(long address, byte[] out);

  private static native int parameterSet(long address);

  private static native boolean hasSquare(long address);

  private static native void destroy(long address);
}
