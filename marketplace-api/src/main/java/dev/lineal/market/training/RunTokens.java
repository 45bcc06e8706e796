package dev.lineal.market.training;

import dev.lineal.lineage.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A token per run for whoever submitted it: HMAC-SHA256 of the run's id. The key is derived from
 * the scheduler's password, so that tokens outlive this process and need no file of their own.
 */
final class RunTokens {
  private static final String HMAC = "HmacSHA256";
  private static final String PURPOSE = "lineal/market/run-token/1";

  private final byte[] key;

  RunTokens(String secret) {
    this.key =
        hmac(secret.getBytes(StandardCharsets.UTF_8), PURPOSE.getBytes(StandardCharsets.UTF_8));
  }

  String of(Sha256 run) {
    return HexFormat.of().formatHex(hmac(key, run.bytes()));
  }

  /** In constant time. */
  boolean fits(Sha256 run, String token) {
    return MessageDigest.isEqual(
        of(run).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
