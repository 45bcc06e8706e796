package dev.lineal.he.udf;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The joint public keys and contexts of one process: each key is found by its fingerprint, which is
 * checked again, and loaded once, each context made once per parameter set, however many tasks ask
 * at a time. Both stay for the life of the executor. Thread-safe.
 */
public final class ExecutorKeys implements AutoCloseable {
  private static final ExecutorKeys OF_THIS_PROCESS = new ExecutorKeys(KeyFiles::configured);
  private static final Pattern FINGERPRINT =
      Pattern.compile("[0-9a-f]{" + 2 * JointPublicKey.FINGERPRINT_BYTES + "}");

  private final Supplier<KeyFiles> files;
  private final Map<String, JointPublicKey> keys = new ConcurrentHashMap<>();
  private final Map<HeParameters, HeContext> contexts = new ConcurrentHashMap<>();

  /**
   * @param files asked whenever a key is not loaded yet
   */
  ExecutorKeys(Supplier<KeyFiles> files) {
    this.files = files;
  }

  /** Those that {@code he_encrypt} uses, found through {@link KeyFiles#CONF}. */
  public static ExecutorKeys ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * A fresh ciphertext of degree 1 at scale 2^42; the caller closes it.
   *
   * @param fingerprint of the joint key, 64 hexadecimal digits
   * @param values up to N/2
   * @throws IllegalArgumentException when the fingerprint is malformed, no key has it, or the
   *     values cannot be encoded
   */
  Ciphertext encrypt(String fingerprint, double... values) {
    JointPublicKey key = key(fingerprint);
    return context(key.parameters()).encrypt(key, values);
  }

  /** Not to be closed by the caller. */
  JointPublicKey key(String fingerprint) {
    String digits = fingerprint.toLowerCase(Locale.ROOT);
    if (!FINGERPRINT.matcher(digits).matches()) {
      throw UdfErrors.malformedFingerprint(fingerprint);
    }
    return keys.computeIfAbsent(digits, wanted -> files.get().load(wanted));
  }

  private HeContext context(HeParameters parameters) {
    return contexts.computeIfAbsent(parameters, HeContext::new);
  }

  /**
   * Frees keys and contexts; the next use loads them again. For a process that goes on after its
   * Spark session, such as a test's; an executor's exit does the same.
   *
   * @throws IllegalStateException while a task encrypts
   */
  @Override
  public void close() {
    keys.values().forEach(JointPublicKey::close);
    keys.clear();
    contexts.values().forEach(HeContext::close);
    contexts.clear();
  }
}
