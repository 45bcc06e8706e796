package dev.lineal.jobs.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.JobException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;

/** Shares as owners seal them. */
class SealedShareTest {
  private static final HPKE HPKE_SUITE =
      new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);

  private final byte[] run = new byte[32];
  private final AsymmetricCipherKeyPair pair = HPKE_SUITE.generatePrivateKey();
  private final byte[] licensee = HPKE_SUITE.serializePublicKey(pair.getPublic());
  private final byte[] secret = ((X25519PrivateKeyParameters) pair.getPrivate()).getEncoded();

  private byte[] sealed() throws InvalidCipherTextException {
    String id = HexFormat.of().formatHex(run);
    String share =
        "{\"fraction_bits\":34,\"name\":\"weights\",\"owner\":2,\"run\":\"%s\",\"schema\":\"lineal.release-share/1\",\"values\":[\"-7\",\"123456789012345678901234567890\"]}"
            .formatted(id);
    byte[][] parts =
        HPKE_SUITE.seal(
            pair.getPublic(),
            "lineal/release/1".getBytes(StandardCharsets.US_ASCII),
            run,
            share.getBytes(StandardCharsets.UTF_8),
            null,
            null,
            null);
    return "{\"ciphertext\":\"%s\",\"encapsulated\":\"%s\",\"run\":\"%s\",\"schema\":\"lineal.sealed-release/1\"}"
        .formatted(HexFormat.of().formatHex(parts[0]), HexFormat.of().formatHex(parts[1]), id)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theLicenseeReadsIt() throws InvalidCipherTextException {
    SealedShare share = SealedShare.open(sealed(), secret, licensee, run);
    assertEquals(2, share.owner());
    assertEquals(34, share.fractionBits());
    assertEquals(
        List.of(BigInteger.valueOf(-7), new BigInteger("123456789012345678901234567890")),
        share.values());
  }

  @Test
  void anotherRunOrKeyDoesNot() throws InvalidCipherTextException {
    byte[] other = new byte[32];
    other[0] = 1;
    byte[] sealed = sealed();
    JobException wrongRun =
        assertThrows(JobException.class, () -> SealedShare.open(sealed, secret, licensee, other));
    assertTrue(wrongRun.getMessage().contains("cannot be opened"), wrongRun.getMessage());
    AsymmetricCipherKeyPair stranger = HPKE_SUITE.generatePrivateKey();
    byte[] key = ((X25519PrivateKeyParameters) stranger.getPrivate()).getEncoded();
    byte[] own = HPKE_SUITE.serializePublicKey(stranger.getPublic());
    assertThrows(JobException.class, () -> SealedShare.open(sealed, key, own, run));
  }
}
