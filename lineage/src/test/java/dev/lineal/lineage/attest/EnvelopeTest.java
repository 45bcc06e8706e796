package dev.lineal.lineage.attest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.SignedPurpose;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
  private static final byte[] PAYLOAD = "hello world".getBytes(StandardCharsets.UTF_8);
  private static final String TYPE = "http://example.com/HelloWorld";
  private static final IdentityKeyPair ALICE = IdentityKeyPair.generate();
  private static final IdentityKeyPair BOB = IdentityKeyPair.generate();

  /** The pre-authentication encoding printed in DSSE v1's protocol.md. */
  @Test
  void signaturesAreOverTheEncodingOfTheSpecification() throws Exception {
    byte[] encoded =
        "DSSEv1 29 http://example.com/HelloWorld 11 hello world".getBytes(StandardCharsets.UTF_8);
    Envelope envelope = Envelope.sign(TYPE, PAYLOAD, ALICE);
    byte[] x509 =
        HexFormat.of()
            .parseHex(
                "302a300506032b6570032100" + HexFormat.of().formatHex(ALICE.publicKey().bytes()));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
    verifier.update(encoded);
    assertTrue(verifier.verify(envelope.signatures().get(0).signature().bytes()));
  }

  @Test
  void lengthsCountBytesNotCharacters() {
    Envelope envelope = Envelope.sign("tüp", "ä".getBytes(StandardCharsets.UTF_8), ALICE);
    assertArrayEquals(
        "ä".getBytes(StandardCharsets.UTF_8), envelope.check("tüp", ALICE.publicKey()));
  }

  @Test
  void severalSignAndAnyOfThemIsFound() {
    Envelope read = Envelope.parse(Envelope.sign(TYPE, PAYLOAD, ALICE).alsoSignedBy(BOB).toJson());
    assertEquals(2, read.signatures().size());
    assertArrayEquals(PAYLOAD, read.check(TYPE, ALICE.publicKey()));
    assertArrayEquals(PAYLOAD, read.check(TYPE, BOB.publicKey()));
    assertRefused("did not sign it", read, TYPE, IdentityKeyPair.generate());
    assertRefused("its payload is " + TYPE + ", not text/plain", read, "text/plain", ALICE);
  }

  @Test
  void oneFalseSignatureSpoilsAll() {
    Envelope other = Envelope.sign(TYPE, "another".getBytes(StandardCharsets.UTF_8), BOB);
    String good = text(Envelope.sign(TYPE, PAYLOAD, ALICE).alsoSignedBy(BOB));
    String mine = text(Envelope.sign(TYPE, PAYLOAD, BOB));
    String bobs = mine.substring(mine.indexOf("\"sig\""), mine.lastIndexOf('"'));
    String theirs = text(other);
    String falseOne = theirs.substring(theirs.indexOf("\"sig\""), theirs.lastIndexOf('"'));
    assertTrue(good.contains(bobs));
    Envelope spoilt = Envelope.parse(good.replace(bobs, falseOne).getBytes(StandardCharsets.UTF_8));
    assertRefused(BOB.publicKey() + " did not sign this payload", spoilt, TYPE, ALICE);
  }

  @Test
  void aSignatureForAPurposeIsNoneOfAnEnvelope() {
    assertFalse(
        ALICE
            .publicKey()
            .verifiesPayload(TYPE, PAYLOAD, ALICE.sign(new SignedPurpose("dsse"), PAYLOAD)));
    assertFalse(
        ALICE
            .publicKey()
            .verifies(new SignedPurpose("dsse"), PAYLOAD, ALICE.signPayload(TYPE, PAYLOAD)));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "aGVsbG8gd29ybGQ=|aGVsbG8gd29ybGQ|must be base64",
        "aGVsbG8gd29ybGQ=|aGVsbG8gd29ybGR=|must be base64",
        "aGVsbG8gd29ybGQ=|aGVsbG8_d29ybGQ=|/payload",
        "\"payloadType\"|\"payloadtype\"|/payload",
        "\"keyid\":\"ed25519:|\"keyid\":\"|must be 'ed25519:' and 64 hex digits",
        "\"sig\":\"|\"sig\":\"AAAA|must be 64 bytes",
      })
  void aFaultIsNamed(String old, String replacement, String reason) {
    String json = text(Envelope.sign(TYPE, PAYLOAD, ALICE));
    assertTrue(json.contains(old), json);
    byte[] spoilt = json.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
    LineageException fault = assertThrows(LineageException.class, () -> Envelope.parse(spoilt));
    assertTrue(fault.getMessage().contains(reason), fault.getMessage());
  }

  @Test
  void oneKeySignsOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Envelope.sign(TYPE, PAYLOAD, ALICE).alsoSignedBy(ALICE));
  }

  private static String text(Envelope envelope) {
    return new String(envelope.toJson(), StandardCharsets.UTF_8);
  }

  private static void assertRefused(
      String reason, Envelope envelope, String type, IdentityKeyPair signer) {
    LineageException refused =
        assertThrows(LineageException.class, () -> envelope.check(type, signer.publicKey()));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }
}
