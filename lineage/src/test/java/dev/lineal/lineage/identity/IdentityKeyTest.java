package dev.lineal.lineage.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityKeyTest {
  /** RFC 8032 section 7.1, test 1. */
  private static final String SEED =
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private static final IdentityKey PUBLIC =
      new IdentityKey("ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

  private static final SignedPurpose PURPOSE = new SignedPurpose("test-1");
  private static final byte[] MESSAGE = "rows".getBytes(StandardCharsets.UTF_8);

  @Test
  void theKeyOfRfc8032IsRestoredAndSigns() throws Exception {
    IdentityKeyPair pair = IdentityKeyPair.restore(PUBLIC, seed());
    IdentitySignature signature = pair.sign(PURPOSE, MESSAGE);
    assertTrue(PUBLIC.verifies(PURPOSE, MESSAGE, signature));
    Signature plain = Signature.getInstance("Ed25519");
    plain.initSign(
        KeyFactory.getInstance("Ed25519")
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed())));
    plain.update("lineal/test-1\0rows".getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(plain.sign()), signature.hex());
  }

  @Test
  void aFreshKeyComesBackFromItsParts() {
    for (int i = 0; i < 20; i++) {
      IdentityKeyPair pair = IdentityKeyPair.generate();
      IdentityKeyPair again = IdentityKeyPair.restore(pair.publicKey(), pair.revealSeed());
      assertEquals(pair.sign(PURPOSE, MESSAGE), again.sign(PURPOSE, MESSAGE));
      assertEquals(pair.publicKey(), IdentityKey.of(pair.publicKey().bytes()));
    }
  }

  @Test
  void whateverChangesTheSignatureDoesNotHold() {
    IdentityKeyPair pair = IdentityKeyPair.restore(PUBLIC, seed());
    IdentitySignature signature = pair.sign(PURPOSE, MESSAGE);
    assertFalse(PUBLIC.verifies(new SignedPurpose("test-2"), MESSAGE, signature));
    assertFalse(PUBLIC.verifies(PURPOSE, new byte[] {1}, signature));
    assertFalse(IdentityKeyPair.generate().publicKey().verifies(PURPOSE, MESSAGE, signature));
    for (int i = 0; i < IdentitySignature.BYTES; i++) {
      byte[] bytes = signature.bytes();
      bytes[i] ^= 1;
      assertFalse(PUBLIC.verifies(PURPOSE, MESSAGE, IdentitySignature.of(bytes)), "byte " + i);
    }
  }

  @Test
  void aSeedOfAnotherKeyIsRefusedWithoutShowingIt() {
    IdentityKey other = IdentityKeyPair.generate().publicKey();
    byte[] seed = seed();
    String message =
        assertThrows(IllegalArgumentException.class, () -> IdentityKeyPair.restore(other, seed))
            .getMessage();
    assertEquals("seed: is not that of " + other, message);
    assertEquals("0".repeat(64), HexFormat.of().formatHex(seed), "the caller's copy is cleared");
  }

  @Test
  void noTextShowsTheSeed() {
    IdentityKeyPair pair = IdentityKeyPair.restore(PUBLIC, seed());
    assertEquals("IdentityKeyPair[" + PUBLIC + "]", pair.toString());
    assertEquals(SEED, HexFormat.of().formatHex(pair.revealSeed()));
  }

  /** Points of small order, and encodings of y beyond the field. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void keysUnderWhichOneSignatureFitsManyMessagesAreRefused(String hex) {
    assertEquals(
        "is no key of Ed25519 that can sign: ed25519:" + hex,
        assertThrows(IllegalArgumentException.class, () -> new IdentityKey("ed25519:" + hex))
            .getMessage());
  }

  @Test
  void anotherFormIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new IdentityKey(PUBLIC.text().substring(8)));
    assertThrows(IllegalArgumentException.class, () -> new IdentityKey(PUBLIC.text() + "00"));
    assertThrows(IllegalArgumentException.class, () -> new SealingKey(PUBLIC.text()));
    assertEquals(
        "must not be the zero key, under which everybody computes the same secret",
        assertThrows(IllegalArgumentException.class, () -> SealingKey.of(new byte[32]))
            .getMessage());
  }

  private static byte[] seed() {
    return HexFormat.of().parseHex(SEED);
  }
}
