package dev.lineal.lineage.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.identity.SealingKeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerHomeTest {
  private static final char[] PASSPHRASE = "a trainer's".toCharArray();

  @TempDir Path parent;

  private TrainerHome create() {
    return TrainerHome.create(parent.resolve("home"), PASSPHRASE, Keystore.Cost.INSECURE_TEST);
  }

  @Test
  void whatWasMadeIsOpenedAgain() throws IOException {
    try (TrainerHome made = create();
        TrainerHome opened = TrainerHome.open(parent.resolve("home"), PASSPHRASE)) {
      assertEquals(made.wallet().address(), opened.wallet().address());
      assertEquals(made.sealing().publicKey(), opened.sealing().publicKey());
      assertEquals(made.identity().publicKey(), opened.identity().publicKey());
      SigningDomain chain =
          SigningDomain.onChain(31_337, Address.parse("0x" + "0".repeat(39) + "1"));
      opened.binding(chain).check(chain);
      assertEquals(made.binding(chain), opened.binding(chain));
      assertArrayEquals(made.sealing().revealSecret(), opened.sealing().revealSecret());
      String secret = HexFormat.of().formatHex(made.sealing().revealSecret());
      assertFalse(made.toString().contains(secret));
      String seed = HexFormat.of().formatHex(made.identity().revealSeed());
      assertFalse(made.toString().contains(seed));
      for (String file : new String[] {"wallet.json", "sealing.json", "identity.json"}) {
        Path path = parent.resolve("home").resolve(file);
        assertFalse(Files.readString(path, StandardCharsets.UTF_8).contains(secret));
        assertFalse(Files.readString(path, StandardCharsets.UTF_8).contains(seed));
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      }
    }
  }

  @Test
  void aHomeIsNeverReplacedAndNeedsItsPassphrase() {
    create().close();
    LineageException there = assertThrows(LineageException.class, this::create);
    assertEquals("secret.exists", there.code());
    LineageException wrong =
        assertThrows(
            LineageException.class,
            () -> TrainerHome.open(parent.resolve("home"), "another".toCharArray()));
    assertEquals("keystore.passphrase", wrong.code());
  }

  /** Computed by a Montgomery ladder in Python (RFC 7748 section 5). */
  @Test
  void aRestoredSecretGivesThePublicKeyOfAnotherProgram() {
    byte[] secret =
        HexFormat.of().parseHex("77076d0a7318a57d3c16c17251b26645df4c2f92ebc0992ac177fba51db92c2a");
    try (SealingKeyPair pair = SealingKeyPair.restore(secret)) {
      assertEquals(
          "x25519:f8a9535a2d2ff605e8e144d54f4ef5c62313a2055dbb21fddd3fd9c299eb015d",
          pair.publicKey().text());
    }
  }

  @Test
  void aGeneratedPairIsTheOneOfItsSecret() {
    for (int i = 0; i < 50; i++) {
      try (SealingKeyPair pair = SealingKeyPair.generate();
          SealingKeyPair again = SealingKeyPair.restore(pair.revealSecret())) {
        assertEquals(pair.publicKey(), again.publicKey());
      }
    }
  }
}
