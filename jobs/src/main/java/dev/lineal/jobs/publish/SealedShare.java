package dev.lineal.jobs.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.JobErrors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * One owner's share of a release as the licensee reads it: HPKE (RFC 9180, base mode: X25519,
 * HKDF-SHA256, AES-256-GCM), bound to the run.
 *
 * @param owner index in the study
 * @param fractionBits scale of the values
 * @param values one per weight
 */
public record SealedShare(int owner, int fractionBits, List<BigInteger> values) {
  private static final String INFO = "lineal/release/1";
  private static final String SEALED = "lineal.sealed-release/1";
  private static final String SHARE = "lineal.release-share/1";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Opens an owner's answer.
   *
   * @param secret the licensee's X25519 secret key, 32 bytes
   * @param licensee its public key, 32 bytes
   * @param run id, 32 bytes
   */
  public static SealedShare open(byte[] sealed, byte[] secret, byte[] licensee, byte[] run) {
    String id = HexFormat.of().formatHex(run);
    try {
      JsonNode envelope = required(sealed, SEALED, id);
      HPKE hpke =
          new HPKE(
              HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
      AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(secret, licensee);
      byte[] plain =
          hpke.open(
              bytes(envelope, "encapsulated"),
              pair,
              INFO.getBytes(StandardCharsets.US_ASCII),
              run,
              bytes(envelope, "ciphertext"),
              null,
              null,
              null);
      return share(required(plain, SHARE, id));
    } catch (IOException | IllegalArgumentException | InvalidCipherTextException e) {
      throw JobErrors.checkFailed(
          "A released share of run " + id + " cannot be opened: " + e.getMessage() + ".",
          "Use the key that the plan names as licensee, and the owners' answers as they came.");
    }
  }

  private static JsonNode required(byte[] json, String schema, String run) throws IOException {
    JsonNode node = MAPPER.readTree(json);
    if (!schema.equals(node.path("schema").asText()) || !run.equals(node.path("run").asText())) {
      throw new IllegalArgumentException("it is no " + schema + " of this run");
    }
    return node;
  }

  private static byte[] bytes(JsonNode node, String field) {
    return HexFormat.of().parseHex(node.required(field).asText());
  }

  private static SealedShare share(JsonNode node) {
    List<BigInteger> values = new ArrayList<>();
    node.required("values").forEach(value -> values.add(new BigInteger(value.asText())));
    return new SealedShare(
        node.required("owner").intValue(), node.required("fraction_bits").intValue(), values);
  }
}
