package dev.lineal.owner.home;

import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/**
 * Files that can be had again from whoever sent their content: mode 0600, replaced as a whole, not
 * waited for until they are on the disk. They outlive the process; a loss of power may damage them,
 * which a hash in front of the content shows.
 */
public final class ScratchFile {
  private ScratchFile() {}

  /** Replaces a file. */
  public static void write(Path file, byte[] content) {
    Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      try {
        create(draft, ByteBuffer.wrap(Sha256.hash(content).bytes()), ByteBuffer.wrap(content));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  private static void create(Path file, ByteBuffer... parts) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      for (ByteBuffer part : parts) {
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    }
  }

  /** The content, or nothing where there is no file or only a damaged one. */
  public static Optional<ByteBuffer> read(Path file) {
    return DurableFile.read(file)
        .filter(ScratchFile::isWhole)
        .map(bytes -> ByteBuffer.wrap(bytes, Sha256.BYTES, bytes.length - Sha256.BYTES).slice());
  }

  private static boolean isWhole(byte[] bytes) {
    if (bytes.length < Sha256.BYTES) {
      return false;
    }
    MessageDigest digest = Sha256.digest();
    digest.update(bytes, Sha256.BYTES, bytes.length - Sha256.BYTES);
    return Arrays.equals(digest.digest(), 0, Sha256.BYTES, bytes, 0, Sha256.BYTES);
  }
}
