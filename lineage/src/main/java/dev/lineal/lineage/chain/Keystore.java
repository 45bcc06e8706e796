package dev.lineal.lineage.chain;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.OwnerOnlyFile;
import dev.lineal.lineage.Require;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A wallet in a file: Web3 secret storage version 3 with scrypt, readable by other Ethereum
 * software. The file has mode 0600 in a directory of mode 0700; anything wider is refused.
 */
public final class Keystore {
  private static final int MAX_BYTES = 16_384;

  private Keystore() {}

  /** What a guess of the passphrase costs. */
  public enum Cost {
    /** Ethereum's own: n = 2^18, r = 8, p = 1; 256 MiB and about a second. */
    STANDARD(1 << 18),
    /** n = 2^12: for tests and throw-away sandboxes, protects no value. */
    INSECURE_TEST(1 << 12);

    private final int n;

    Cost(int n) {
      this.n = n;
    }

    int n() {
      return n;
    }
  }

  /**
   * Writes a new keystore, whole or not at all. An existing file is never replaced.
   *
   * @param passphrase at least one character; not cleared here
   */
  public static void save(Wallet wallet, Path file, char[] passphrase, Cost cost) {
    requirePassphrase(file, passphrase);
    OwnerOnlyFile.create(
        file,
        SecretStorage.seal(wallet.privateKey(), Optional.of(wallet.address()), passphrase, cost));
  }

  /**
   * Keeps another secret of {@link Wallet#KEY_BYTES} bytes in the same way; the array is cleared.
   */
  public static void saveSecret(byte[] secret, Path file, char[] passphrase, Cost cost) {
    Require.range("secret length", secret.length, Wallet.KEY_BYTES, Wallet.KEY_BYTES);
    requirePassphrase(file, passphrase);
    OwnerOnlyFile.create(file, SecretStorage.seal(secret, Optional.empty(), passphrase, cost));
  }

  private static void requirePassphrase(Path file, char[] passphrase) {
    if (passphrase.length == 0) {
      throw LineageErrors.emptyPassphrase(file);
    }
  }

  /** Opens a keystore; a wrong passphrase, mode or content is an error that says which. */
  public static Wallet load(Path file, char[] passphrase) {
    return open(file, content -> SecretStorage.openWallet(content, passphrase));
  }

  /** What {@link #saveSecret} kept; the caller clears it. */
  public static byte[] loadSecret(Path file, char[] passphrase) {
    return open(file, content -> SecretStorage.open(content, passphrase));
  }

  private static <T> T open(Path file, Function<byte[], Optional<T>> opener) {
    byte[] content = OwnerOnlyFile.read(file, MAX_BYTES);
    try {
      return opener.apply(content).orElseThrow(() -> LineageErrors.wrongPassphrase(file));
    } catch (IllegalArgumentException broken) {
      throw LineageErrors.brokenKeystore(file, broken.getMessage());
    }
  }
}
