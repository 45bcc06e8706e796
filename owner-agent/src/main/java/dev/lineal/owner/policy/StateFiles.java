package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/**
 * The policy's state files: mode 0600 in directories of mode 0700, replaced whole, on the disk when
 * a write returns.
 */
final class StateFiles {
  private StateFiles() {}

  static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(directory, e);
    }
  }

  static void write(Path file, byte[] content) {
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(
              draft,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
      try (FileChannel directory = FileChannel.open(file.getParent())) {
        directory.force(true);
      }
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  /** Removes drafts that a crash left behind. */
  static void sweep(Path directory) {
    try (var files = Files.newDirectoryStream(directory, ".*")) {
      for (Path draft : files) {
        Files.delete(draft);
      }
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(directory, e);
    }
  }
}
