package dev.lineal.owner.home;

import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Files that can be had again from whoever sent their content: mode 0600, replaced as a whole, not
 * waited for until they are on the disk. They outlive the process; a loss of power may damage them,
 * which a hash in front of the content shows.
 */
public final class ScratchFile {
  /** The JDK copies what it writes; a piece stays in the cache of a core. */
  private static final int PIECE = 1 << 17;

  private ScratchFile() {}

  /** Replaces a file. */
  public static void write(Path file, byte[] content) {
    try {
      replace(
          file, List.of(ByteBuffer.wrap(Sha256.hash(content).bytes()), ByteBuffer.wrap(content)));
    } catch (IOException e) {
      throw HomeErrors.unavailable(file, e);
    }
  }

  /** The same of parts, without a hash in front. */
  public static void replace(Path file, List<ByteBuffer> parts) throws IOException {
    Path draft = file.resolveSibling("." + UUID.randomUUID());
    try {
      try (FileChannel out = create(draft)) {
        for (ByteBuffer part : parts) {
          for (int at = 0; at < part.remaining(); at += PIECE) {
            int length = Math.min(PIECE, part.remaining() - at);
            writeAll(out, part.slice(part.position() + at, length));
          }
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** A new file of mode 0600, for the caller to close. */
  public static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
        DurableFile.FILE);
  }

  private static void writeAll(FileChannel out, ByteBuffer piece) throws IOException {
    while (piece.hasRemaining()) {
      out.write(piece);
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
