package dev.lineal.owner.home;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.chain.SigningDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerHomeTest {
  @TempDir private Path folder;

  private static Passphrase passphrase(String text) {
    return new Passphrase(text.toCharArray());
  }

  private OwnerHome create() {
    return OwnerHome.create(folder.resolve("home"), passphrase("secret"), GuessCost.INSECURE_TEST);
  }

  private OwnerHome open(String text) {
    return OwnerHome.open(folder.resolve("home"), passphrase(text));
  }

  @Test
  void aHomeOpensWithItsPassphraseOnly() {
    try (OwnerHome made = create();
        OwnerHome opened = open("secret")) {
      assertEquals(made.binding(), opened.binding());
      opened.binding().check(SigningDomain.OFFLINE);
      assertEquals(made.binding().identityKey(), opened.identity().publicKey());
      assertEquals(made.binding().wallet(), opened.wallet(passphrase("secret")).address());
    }
    OwnerException wrong = assertThrows(OwnerException.class, () -> open("Secret"));
    assertEquals("home.passphrase", wrong.rule());
    assertEquals("home.exists", assertThrows(OwnerException.class, this::create).rule());
    assertEquals(
        "home.missing",
        assertThrows(
                OwnerException.class,
                () -> OwnerHome.open(folder.resolve("nowhere"), passphrase("x")))
            .rule());
  }

  @Test
  void everythingIsClosedToOthersFromTheStart() throws IOException {
    create().close();
    try (Stream<Path> all = Files.walk(folder.resolve("home"))) {
      for (Path path : all.toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------", mode, path.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity.sealed", "vault", "studies", "wallet.json"})
  void widerPermissionsAreRefused(String name) throws IOException {
    create().close();
    Path path = folder.resolve("home").resolve(name);
    boolean directory = Files.isDirectory(path);
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(directory ? "rwxr-x---" : "rw----r--"));
    OwnerException refused = assertThrows(OwnerException.class, () -> open("secret"));
    assertEquals("home.permissions", refused.rule());
    assertTrue(refused.getMessage().contains("Run: chmod " + (directory ? "700 " : "600 ")));
  }

  @Test
  void aLinkOutOfTheHomeIsRefused() throws IOException {
    create().close();
    Files.createSymbolicLink(folder.resolve("home/studies/x"), folder);
    assertEquals("home.link", assertThrows(OwnerException.class, () -> open("secret")).rule());
  }

  @Test
  void aChangedSecretIsRefusedAndOneOfAnotherNameToo() throws IOException {
    create().close();
    Path sealed = folder.resolve("home/identity.sealed");
    byte[] content = Files.readAllBytes(sealed);
    content[20] ^= 1;
    Files.write(sealed, content);
    assertEquals("home.damaged", assertThrows(OwnerException.class, () -> open("secret")).rule());
  }

  @Test
  void secretsAreSealedUnderTheirName() throws IOException {
    byte[] secret = "thirty-two bytes of a secret ...".getBytes(StandardCharsets.US_ASCII);
    try (OwnerHome home = create()) {
      StudyHome study = home.study("s");
      study.seal("a", secret);
      assertArrayEquals(secret, study.unseal("a").orElseThrow());
      Path file = study.path("a.sealed");
      assertFalse(
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("secret"));
      Files.copy(file, study.path("b.sealed"));
      assertEquals(
          "home.damaged", assertThrows(OwnerException.class, () -> study.unseal("b")).rule());
      study.erase("a");
      assertTrue(study.unseal("a").isEmpty());
      assertThrows(IllegalArgumentException.class, () -> study.path("../../x"));
      assertThrows(IllegalArgumentException.class, () -> home.study("../x"));
    }
  }

  @Test
  void onlyOneAgentServesAHome() throws Exception {
    try (OwnerHome home = create();
        AutoCloseable lock = home.lockForServing()) {
      assertTrue(lock != null);
      assertEquals("home.in_use", assertThrows(OwnerException.class, home::lockForServing).rule());
    }
  }

  @Test
  void aPassphraseFileGivesItsFirstLineAndMustBePrivate() throws IOException {
    Path file = folder.resolve("passphrase");
    Files.writeString(file, "blümchen\r\nsecond line\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (Passphrase passphrase = Passphrase.find(file)) {
      assertArrayEquals("blümchen".toCharArray(), passphrase.characters());
      assertEquals("Passphrase", passphrase.toString());
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        "home.permissions", assertThrows(OwnerException.class, () -> Passphrase.find(file)).rule());
    assertEquals(
        "home.no_passphrase", assertThrows(OwnerException.class, () -> passphrase("")).rule());
  }

  /** RFC 9106's cost, and the derivation itself against the file it writes. */
  @Test
  void theStandardCostIsTheOneOfRfc9106() {
    byte[] vault = Vault.create(passphrase("x"), GuessCost.STANDARD);
    assertEquals(Vault.BYTES, vault.length);
    assertArrayEquals(
        new byte[] {0, 1, 0, 0, 0, 0, 0, 3, 0, 0, 0, 4}, Arrays.copyOfRange(vault, 8, 20));
    Vault.open(vault, passphrase("x"), folder).close();
    byte[] cheap = vault.clone();
    cheap[9] = 0x7f;
    assertEquals(
        "home.damaged",
        assertThrows(OwnerException.class, () -> Vault.open(cheap, passphrase("x"), folder))
            .rule());
  }

  @Test
  void studiesAreListed() {
    try (OwnerHome home = create()) {
      assertEquals(List.of(), home.studies());
      home.study("b").path("x");
      home.study("a").path("x");
      assertEquals(List.of("a", "b"), home.studies());
      assertEquals(
          "study.unknown",
          assertThrows(OwnerException.class, () -> home.study("a").study()).rule());
      assertEquals(
          "study.no_keys",
          assertThrows(OwnerException.class, () -> home.study("a").share()).rule());
      assertEquals(
          "study.no_moments",
          assertThrows(OwnerException.class, () -> home.study("a").moments()).rule());
    }
  }
}
