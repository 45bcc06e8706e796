package dev.lineal.lineage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Files with secrets: mode 0600 in a directory of mode 0700. They are made with that mode, never
 * changed to it, written whole or not at all, and never replaced.
 */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private OwnerOnlyFile() {}

  /**
   * Makes a new file and its directory. Its content is on the disk when this returns.
   *
   * @throws LineageException where the file exists or its directory is open to others
   */
  public static void create(Path file, byte[] content) {
    Path directory = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
      refuseWider(directory, DIRECTORY);
      Path draft = directory.resolve("." + file.getFileName() + "." + UUID.randomUUID());
      try {
        write(draft, content);
        // A hard link fails where the name is taken; a rename would replace it.
        Files.createLink(file, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
      try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (FileAlreadyExistsException e) {
      throw LineageErrors.secretFileExists(file);
    } catch (UnsupportedOperationException e) {
      throw LineageErrors.noFileModes(file);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  private static void write(Path draft, byte[] content) throws IOException {
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel channel =
        FileChannel.open(draft, options, PosixFilePermissions.asFileAttribute(FILE))) {
      ByteBuffer buffer = ByteBuffer.wrap(content);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /**
   * Reads a file that only its owner can read.
   *
   * @param maxBytes a longer file is refused
   * @throws LineageException where it is missing, too long, or open to others
   */
  public static byte[] read(Path file, int maxBytes) {
    try {
      refuseWider(file.toAbsolutePath().getParent(), DIRECTORY);
      refuseWider(file, FILE);
      if (Files.size(file) > maxBytes) {
        throw LineageErrors.fileTooLong(file, maxBytes);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw LineageErrors.secretFileMissing(file);
    } catch (UnsupportedOperationException e) {
      throw LineageErrors.noFileModes(file);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  private static void refuseWider(Path path, Set<PosixFilePermission> allowed) throws IOException {
    Set<PosixFilePermission> actual = Files.getPosixFilePermissions(path);
    if (!allowed.containsAll(actual)) {
      throw LineageErrors.openToOthers(
          path, PosixFilePermissions.toString(actual), allowed == DIRECTORY ? "700" : "600");
    }
  }
}
