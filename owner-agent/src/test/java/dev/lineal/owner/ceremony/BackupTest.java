package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.owner.home.Backup;
import dev.lineal.owner.home.GuessCost;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.ShareChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest extends NoNativeLeaks {
  @TempDir private Path folder;

  private void assertSameSecrets(OwnerHome one, OwnerHome other) {
    try (SecretShare a = one.study(TestStudy.ID).share();
        SecretShare b = other.study(TestStudy.ID).share()) {
      List<byte[]> wanted = ShareChecks.secrets(a);
      List<byte[]> actual = ShareChecks.secrets(b);
      for (int i = 0; i < wanted.size(); i++) {
        assertArrayEquals(wanted.get(i), actual.get(i));
      }
    }
  }

  @Test
  void aRestoredHomeHasTheSameSharesIdentityAndWallet() throws IOException {
    Path file = folder.resolve("backup");
    Path restored = folder.resolve("restored");
    try (Agents agents = new Agents(folder)) {
      agents.drive(Rounds.ALL);
    }
    try (OwnerHome home = TestStudy.open(folder, 1);
        Passphrase passphrase = TestStudy.passphrase()) {
      assertEquals(
          List.of(TestStudy.ID), Backup.write(home, passphrase, GuessCost.INSECURE_TEST, file));
      assertEquals(
          "rw-------",
          java.nio.file.attribute.PosixFilePermissions.toString(
              Files.getPosixFilePermissions(file)));
      try (OwnerHome again = Backup.restore(file, restored, passphrase, GuessCost.INSECURE_TEST)) {
        assertSameSecrets(home, again);
        assertEquals(home.binding(), again.binding());
        assertEquals(home.binding().wallet(), again.wallet(TestStudy.passphrase()).address());
        assertArrayEquals(home.study(TestStudy.ID).moments(), again.study(TestStudy.ID).moments());
        assertEquals(7, again.study(TestStudy.ID).releasedByCeremony());
        assertTrue(Backup.restored(again));
        assertFalse(Backup.restored(home));
        assertEquals(
            "ceremony.restored",
            assertThrows(
                    OwnerException.class,
                    () ->
                        new StudyCeremony(again, TestStudy.ID, Roster.FIRST, Rosters.INSECURE_TEST))
                .rule());
      }
      assertEquals(
          "backup.file",
          assertThrows(
                  OwnerException.class,
                  () -> Backup.write(home, passphrase, GuessCost.INSECURE_TEST, file))
              .rule());
    }
    refusesWhatIsNotTheBackup(file);
  }

  private void refusesWhatIsNotTheBackup(Path file) throws IOException {
    assertEquals(
        "home.passphrase",
        assertThrows(
                OwnerException.class, () -> restore(file, new Passphrase("wrong".toCharArray())))
            .rule());
    byte[] content = Files.readAllBytes(file);
    content[content.length - 1] ^= 1;
    Path changed = Files.write(folder.resolve("changed"), content);
    assertEquals(
        "home.damaged",
        assertThrows(OwnerException.class, () -> restore(changed, TestStudy.passphrase())).rule());
    assertFalse(Files.exists(folder.resolve("new")));
  }

  private void restore(Path file, Passphrase passphrase) {
    Backup.restore(file, folder.resolve("new"), passphrase, GuessCost.INSECURE_TEST).close();
  }
}
