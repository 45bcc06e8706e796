package dev.lineal.lineage.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.OwnerOnlyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeystoreTest {
  private static final char[] PASSPHRASE = "correct horse Ω".toCharArray();

  /** Made by the Python package eth-keyfile 0.10: the wallet "cow" under PASSPHRASE. */
  private static final String FOREIGN =
      """
      {"address": "CD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826", "crypto": {"cipher": "aes-128-ctr",
       "cipherparams": {"iv": "f03778bf61357d6e821567170520f4d1"},
       "ciphertext": "8f64024ca43704623cca5aa4fd6479ccd5d01ba9476a75356547a66fedee8bea",
       "kdf": "scrypt", "kdfparams": {"dklen": 32, "n": 4096, "r": 8, "p": 1,
       "salt": "5f5e3e509ab69392c5de2902cb26832a"},
       "mac": "66fb9538ee76bef989f9dafa58c0f1c06bc6646b6a3a3572b81836286edd215b"},
       "id": "04ed173f-86bc-43dd-9ad7-4e91cec406dd", "version": 3}""";

  @TempDir Path parent;
  private Path file;

  @BeforeEach
  void name() {
    file = parent.resolve("wallets/trainer.json");
  }

  @Test
  void aSavedWalletComesBack() throws IOException {
    Wallet wallet = Wallet.generate();
    Keystore.save(wallet, file, PASSPHRASE, Keystore.Cost.INSECURE_TEST);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Wallet loaded = Keystore.load(file, PASSPHRASE);
    assertEquals(wallet.address(), loaded.address());
    assertArrayEquals(wallet.privateKey(), loaded.privateKey());
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertEquals(3, json.get("version").asInt());
    assertEquals("scrypt", json.at("/crypto/kdf").asText());
  }

  @Test
  void theStandardCostIsThatOfEthereum() throws IOException {
    Keystore.save(TestWallets.of("cow"), file, PASSPHRASE, Keystore.Cost.STANDARD);
    JsonNode parameters = new ObjectMapper().readTree(file.toFile()).at("/crypto/kdfparams");
    assertEquals(262_144, parameters.get("n").asInt());
    assertEquals(8, parameters.get("r").asInt());
    assertEquals(TestWallets.of("cow").address(), Keystore.load(file, PASSPHRASE).address());
  }

  @Test
  void aKeystoreOfOtherSoftwareOpens() {
    write(FOREIGN);
    assertEquals(TestWallets.of("cow").address(), Keystore.load(file, PASSPHRASE).address());
  }

  @Test
  void aWrongPassphraseIsToldWithoutAnySecret() {
    write(FOREIGN);
    LineageException error =
        assertThrows(LineageException.class, () -> Keystore.load(file, "hunter2".toCharArray()));
    assertEquals(
        "The passphrase does not open "
            + file
            + ", or the file was changed. Type it again; without it the key is lost and only a"
            + " backup helps.",
        error.getMessage());
    assertFalse(error.toString().contains("hunter2"));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 3|\"version\": 4|version must be 3",
        "\"scrypt\"|\"pbkdf2\"|crypto.kdf must be scrypt",
        "aes-128-ctr|aes-128-cbc|crypto.cipher must be aes-128-ctr",
        "\"n\": 4096|\"n\": 4097|crypto.kdfparams.n must be a power of two",
        "\"n\": 4096|\"n\": 1073741824|crypto.kdfparams: 128 n r: must lie in 1 .. 536870912",
        "\"p\": 1|\"p\": 1000000|crypto.kdfparams.p: must lie in 1 .. 16, but is 1000000",
        "\"dklen\": 32|\"dklen\": 16|crypto.kdfparams.dklen must be 32",
        "\"salt\": \"5f|\"salt\": \"zz|crypto.kdfparams.salt must be bytes in hex",
        "\"mac\"|\"mag\"|crypto.mac must be bytes in hex",
        "8f64024c|4c|crypto.ciphertext length: must lie in 32 .. 32, but is 29",
        "\"address\": \"CD|\"address\": \"AB|address is not that of the key inside",
        "{\"address\"|[\"address\"|it is no JSON object",
      })
  void aBrokenKeystoreSaysWhatIsWrong(String old, String replacement, String reason) {
    assertTrue(FOREIGN.contains(old), old);
    write(FOREIGN.replace(old, replacement));
    LineageException error =
        assertThrows(LineageException.class, () -> Keystore.load(file, PASSPHRASE));
    assertEquals("keystore.broken", error.code());
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void aKeystoreOpenToOthersIsNotEvenRead() throws IOException {
    write(FOREIGN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    LineageException error =
        assertThrows(LineageException.class, () -> Keystore.load(file, PASSPHRASE));
    assertTrue(error.getMessage().contains("Run: chmod 600 " + file), error.getMessage());
  }

  @Test
  void anExistingKeystoreIsKept() {
    write(FOREIGN);
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> Keystore.save(Wallet.generate(), file, PASSPHRASE, Keystore.Cost.INSECURE_TEST));
    assertEquals("secret.exists", error.code());
    assertEquals(TestWallets.of("cow").address(), Keystore.load(file, PASSPHRASE).address());
  }

  @Test
  void anEmptyPassphraseIsRefused() {
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> Keystore.save(Wallet.generate(), file, new char[0], Keystore.Cost.INSECURE_TEST));
    assertEquals("keystore.empty_passphrase", error.code());
    assertFalse(Files.exists(file));
  }

  @Test
  void noTextOfAWalletShowsItsKey() {
    Wallet wallet = TestWallets.of("cow");
    String key = HexFormat.of().formatHex(wallet.privateKey());
    assertEquals("Wallet[0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826]", wallet.toString());
    assertFalse(wallet.toString().contains(key));
    byte[] beyond = new byte[32];
    java.util.Arrays.fill(beyond, (byte) 0xff);
    String message =
        assertThrows(IllegalArgumentException.class, () -> Wallet.ofPrivateKey(beyond))
            .getMessage();
    assertEquals("private key: must be at least 1 and below the order of secp256k1", message);
    assertArrayEquals(new byte[32], beyond, "the caller's copy is cleared");
    assertNotEquals(Wallet.generate().address(), Wallet.generate().address());
  }

  private void write(String content) {
    OwnerOnlyFile.create(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
