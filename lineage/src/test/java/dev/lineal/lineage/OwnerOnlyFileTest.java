package dev.lineal.lineage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerOnlyFileTest {
  @TempDir Path parent;
  private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    directory = parent.resolve("keys");
    file = directory.resolve("secret");
  }

  @Test
  void makesFileAndDirectoryForTheirOwnerOnly() throws IOException {
    OwnerOnlyFile.create(file, new byte[] {1, 2, 3});
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(directory));
    assertArrayEquals(new byte[] {1, 2, 3}, OwnerOnlyFile.read(file, 3));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(1, left.count(), "no draft is left behind");
    }
  }

  @Test
  void neverReplacesAFile() throws IOException {
    OwnerOnlyFile.create(file, new byte[] {1});
    LineageException error =
        assertThrows(LineageException.class, () -> OwnerOnlyFile.create(file, new byte[] {2}));
    assertEquals(
        file
            + " exists already, and replacing a key would lose what it owns."
            + " Choose another file, or move that one away yourself.",
        error.getMessage());
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(1, left.count(), "no draft is left behind");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
  void refusesAFileThatOthersMayRead(String mode) throws IOException {
    OwnerOnlyFile.create(file, new byte[1]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    LineageException error =
        assertThrows(LineageException.class, () -> OwnerOnlyFile.read(file, 10));
    assertEquals("secret.permissions", error.code());
    assertEquals(
        "%s is open to other users of this machine (%s), and it guards a secret. Run: chmod 600 %s."
                .formatted(file, mode, file)
            + " If others could have read it, make a new key.",
        error.getMessage());
  }

  @Test
  void refusesADirectoryThatOthersMayEnter() throws IOException {
    OwnerOnlyFile.create(file, new byte[1]);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    for (Runnable use :
        new Runnable[] {
          () -> OwnerOnlyFile.read(file, 10),
          () -> OwnerOnlyFile.create(directory.resolve("other"), new byte[1])
        }) {
      LineageException error = assertThrows(LineageException.class, use::run);
      assertTrue(error.getMessage().contains("Run: chmod 700 " + directory), error.getMessage());
    }
  }

  @Test
  void saysWhatIsMissingOrTooLong() {
    OwnerOnlyFile.create(file, new byte[5]);
    Path other = directory.resolve("other");
    assertEquals(
        other
            + " is not there. Check the path, or make the key first (lineal trainer init, lineal"
            + " owner init).",
        assertThrows(LineageException.class, () -> OwnerOnlyFile.read(other, 10)).getMessage());
    assertEquals(
        "file.too_long",
        assertThrows(LineageException.class, () -> OwnerOnlyFile.read(file, 4)).code());
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
