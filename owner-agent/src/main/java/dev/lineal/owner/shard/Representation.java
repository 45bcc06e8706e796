package dev.lineal.owner.shard;

import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One content under its hash, answered by RFC 9110: conditions (section 13), one range (section
 * 14), a body that streams. It never changes, so caches may keep it for ever.
 */
final class Representation {
  private static final int CHUNK = 1 << 16;

  /** Writes bytes {@code range} of the content. */
  @FunctionalInterface
  private interface Content {
    void write(ByteRange range, OutputStream out) throws IOException;
  }

  private final String type;
  private final String tag;
  private final long length;
  private final Content content;

  private Representation(String type, Sha256 sha256, long length, Content content) {
    this.type = type;
    this.tag = EntityTags.of(sha256);
    this.length = length;
    this.content = content;
  }

  static Representation ofBytes(String type, Sha256 sha256, byte[] bytes) {
    return new Representation(
        type,
        sha256,
        bytes.length,
        (range, out) -> out.write(bytes, (int) range.first(), (int) range.length()));
  }

  /** A file of a length that was checked. */
  static Representation ofFile(String type, Sha256 sha256, long length, Path file) {
    return new Representation(type, sha256, length, (range, out) -> copy(file, range, out));
  }

  /** Whether a file has the length that its manifest says. */
  static boolean isWhole(Path file, long length) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) == length;
  }

  /** Answers a GET; of the answer to a HEAD the body is left out. */
  Answer answer(Conditions conditions) {
    if (conditions.match().filter(list -> !EntityTags.matchesStrongly(list, tag)).isPresent()) {
      return Problem.preconditionFailed();
    }
    if (conditions.noneMatch().filter(list -> EntityTags.matchesWeakly(list, tag)).isPresent()) {
      return described(new Answer(304, Map.of(), -1, out -> {}));
    }
    Optional<ByteRange> range = range(conditions);
    if (range.isEmpty()) {
      return part(200, new ByteRange(0, length - 1));
    }
    ByteRange asked = range.get();
    return asked.isEmpty()
        ? Problem.unsatisfiable(length)
        : part(206, asked)
            .with("Content-Range", "bytes %d-%d/%d".formatted(asked.first(), asked.last(), length));
  }

  /** The range asked for; If-Range with another content asks for none. */
  private Optional<ByteRange> range(Conditions conditions) {
    boolean meant = conditions.ifRange().map(String::strip).map(tag::equals).orElse(true);
    return meant
        ? conditions.range().flatMap(header -> ByteRange.parse(header, length))
        : Optional.empty();
  }

  private Answer part(int status, ByteRange range) {
    return described(
        new Answer(
            status,
            Map.of("Content-Type", type),
            range.length(),
            out -> content.write(range, out)));
  }

  private Answer described(Answer answer) {
    return answer
        .with("ETag", tag)
        .with("Cache-Control", "public, max-age=31536000, immutable")
        .with("Accept-Ranges", "bytes");
  }

  private static void copy(Path file, ByteRange range, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    try (FileChannel channel = FileChannel.open(file)) {
      InputStream in = Channels.newInputStream(channel.position(range.first()));
      for (long left = range.length(); left > 0; ) {
        int read = in.read(chunk, 0, (int) Math.min(left, CHUNK));
        if (read < 0) {
          throw new IOException(file + " ended " + left + " bytes early.");
        }
        out.write(chunk, 0, read);
        left -= read;
      }
    }
  }
}
