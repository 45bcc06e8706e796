package dev.lineal.lineage.licence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TestWallets;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {
  private static final String WHOLE =
      """
      {
        "schema": "lineal.grant/1",
        "study": "mnist-3v8",
        "owner": "0x328809Bc894f92807417D2dAD6b7C998c1aFdac6",
        "content_root": null,
        "licensee": "0xFc85bA200e2d53eD530DB72DAe64433d1A401e55",
        "purpose": "digit recognition",
        "tasks": ["logistic"],
        "expires": "2027-01-01T00:00:00Z",
        "iterations": 10,
        "releases": ["weights", "metrics"],
        "released_scalars": 200,
        "price_wei": "1000000000000000000",
        "nonce": "78377b525757b494427f89014f97d79928f3938d14eb51e20fb5dec9834eb304"
      }
      """;

  @Test
  void theWholeDocumentIsThis() {
    Grant grant = Grants.toAnyVersion();
    byte[] canonical = canonical(WHOLE);
    assertEquals(
        new String(canonical, StandardCharsets.UTF_8),
        new String(grant.canonicalBytes(), StandardCharsets.UTF_8));
    assertEquals(grant, Grant.parse(canonical));
    assertEquals(Sha256.hash(canonical), grant.id());
  }

  @Test
  void aGrantForOneVersionIsReadBack() {
    Grant grant = Grants.of(Optional.of(Samples.hash("content")), "nonce");
    assertEquals(grant, Grant.parse(grant.canonicalBytes()));
    assertNotEquals(Grants.toAnyVersion().id(), grant.id());
    assertNotEquals(Grants.toAnyVersion().id(), Grants.of(Optional.empty(), "another nonce").id());
  }

  @Test
  void anOwnersWalletSignsIt() {
    var message = Grants.toAnyVersion().typedData(SigningDomain.OFFLINE);
    var signature = TestWallets.of("alice").sign(message);
    assertEquals(Optional.of(Samples.ALICE), message.signer(signature));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"logistic\"]|[]|tasks: must have at least one element",
        "[\"logistic\"]|[\"logistic\", \"logistic\"]|tasks: LOGISTIC appears more than once",
        "[\"logistic\"]|[\"boosting\"]|/tasks: must be one of logistic, linear, power-iteration, evaluation, but is 'boosting'",
        "\"metrics\"|\"weights\"|releases: weights appears more than once",
        "\"metrics\"|\"Metrics\"|releases: must be 1 to 64 of a-z",
        "\"1000000000000000000\"|\"01\"|/price_wei: must be a decimal number of wei, but is '01'",
        "\"1000000000000000000\"|\"-1\"|/price_wei: must be a decimal number of wei, but is '-1'",
        "\"iterations\": 10|\"iterations\": 0|/iterations: must lie in 1 ..",
      })
  void aBrokenRuleIsNamed(String old, String replacement, String reason) {
    assertTrue(WHOLE.contains(old), old);
    LineageException error =
        assertThrows(
            LineageException.class, () -> Grant.parse(canonical(WHOLE.replace(old, replacement))));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void aPriceBeyond256BitsIsRefused() {
    String price = "1" + "0".repeat(77);
    assertEquals(
        price,
        Grant.parse(canonical(WHOLE.replace("1000000000000000000", price))).priceWei().toString());
    String beyond = "9".repeat(78);
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> Grant.parse(canonical(WHOLE.replace("1000000000000000000", beyond))));
    assertTrue(error.getMessage().contains("price_wei: must lie in 0 .. 2^256 - 1"));
  }

  private static byte[] canonical(String json) {
    return CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "grant");
  }
}
