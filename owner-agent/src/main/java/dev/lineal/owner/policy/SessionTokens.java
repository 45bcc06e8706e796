package dev.lineal.owner.policy;

import dev.lineal.lineage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bearer tokens of opened runs: HMAC-SHA256 of the run's id under a random key, which lies sealed
 * in the owner's home. Whoever opens a run again gets the same token, also after a restart, so no
 * second opening drives the first one's tasks out.
 */
final class SessionTokens {
  private static final String SEALED = "session-tokens";
  private static final String MAC = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final byte[] LABEL =
      "lineal/session/token/v1\0".getBytes(StandardCharsets.US_ASCII);
  private static final String SCHEME = "Bearer ";

  private final SecretKeySpec key;

  private SessionTokens(SecretKeySpec key) {
    this.key = key;
  }

  /** With the key set's key, which is made and sealed where there is none. */
  static SessionTokens of(KeySet keys) {
    byte[] key =
        keys.unseal(SEALED)
            .orElseGet(
                () -> {
                  byte[] fresh = new byte[KEY_BYTES];
                  new SecureRandom().nextBytes(fresh);
                  keys.seal(SEALED, fresh);
                  return fresh;
                });
    try {
      return new SessionTokens(new SecretKeySpec(key, MAC));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The token of a run: 64 digits. */
  String of(Sha256 run) {
    return HexFormat.of().formatHex(mac(run));
  }

  /**
   * Refuses anything but the run's token.
   *
   * @param authorization the header's value, or nothing
   */
  void require(Sha256 run, String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      throw Refusal.of(Rule.SESSION_TOKEN, "The request carries no token.");
    }
    byte[] given = authorization.substring(SCHEME.length()).getBytes(StandardCharsets.ISO_8859_1);
    byte[] right = of(run).getBytes(StandardCharsets.ISO_8859_1);
    if (!MessageDigest.isEqual(right, given)) {
      throw Refusal.of(Rule.SESSION_TOKEN, "The token is not this run's.");
    }
  }

  private byte[] mac(Sha256 run) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      mac.update(LABEL);
      return mac.doFinal(run.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + MAC + ".", e);
    }
  }

  @Override
  public String toString() {
    return "SessionTokens";
  }
}
