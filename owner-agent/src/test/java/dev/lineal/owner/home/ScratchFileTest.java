package dev.lineal.owner.home;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFileTest {
  private static final byte[] CONTENT = {1, 2, 3, 4, 5};

  @TempDir Path directory;

  private Path written(byte[] content) {
    Path file = directory.resolve("scratch");
    ScratchFile.write(file, content);
    return file;
  }

  @Test
  void givesBackWhatWasWrittenLast() throws IOException {
    written(new byte[100]);
    Path file = written(CONTENT);
    assertEquals(Optional.of(ByteBuffer.wrap(CONTENT)), ScratchFile.read(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(1, files.count(), "no draft is left");
    }
    assertEquals(Optional.of(ByteBuffer.allocate(0)), ScratchFile.read(written(new byte[0])));
    assertEquals(Optional.empty(), ScratchFile.read(directory.resolve("none")));
  }

  @Test
  void aDamagedFileIsNone() throws IOException {
    byte[] whole = Files.readAllBytes(written(CONTENT));
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      assertRefused(damaged);
      assertRefused(Arrays.copyOf(whole, at));
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1));
    assertRefused(new byte[whole.length]);
  }

  private void assertRefused(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve("damaged"), bytes);
    assertEquals(Optional.empty(), ScratchFile.read(file));
  }
}
