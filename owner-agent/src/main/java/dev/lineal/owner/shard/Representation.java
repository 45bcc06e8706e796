package dev.lineal.owner.shard;

import dev.lineal.lineage.Sha256;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One content under its hash, answered by RFC 9110: conditions (section 13), one range (section
 * 14), a body that streams. It never changes, so caches may keep it for ever.
 */
final class Representation {
  private static final int CHUNK = 1 << 16;

  /** Opens the content at an offset. */
  @FunctionalInterface
  private interface Content {
    InputStream from(long offset) throws IOException;
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
        offset -> new ByteArrayInputStream(bytes, (int) offset, bytes.length));
  }

  /**
   * @param length that the file must have
   */
  static Representation ofFile(String type, Sha256 sha256, long length, Path file) {
    return new Representation(type, sha256, length, offset -> open(file, length, offset));
  }

  private static InputStream open(Path file, long length, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file);
    if (channel.size() != length) {
      channel.close();
      throw new NoSuchFileException(file.toString(), null, "is not as long as its manifest says");
    }
    return Channels.newInputStream(channel.position(offset));
  }

  /** Answers a GET or HEAD. */
  void answer(Context request) throws IOException {
    String match = request.header("If-Match");
    if (match != null && !EntityTags.matchesStrongly(match, tag)) {
      Problem.preconditionFailed(request);
      return;
    }
    String noneMatch = request.header("If-None-Match");
    if (noneMatch != null && EntityTags.matchesWeakly(noneMatch, tag)) {
      describe(request.status(304));
      return;
    }
    Optional<ByteRange> range = range(request);
    if (range.isPresent() && range.get().isEmpty()) {
      Problem.unsatisfiable(request, length);
      return;
    }
    send(request, range);
  }

  private Context describe(Context request) {
    return request
        .header("ETag", tag)
        .header("Cache-Control", "public, max-age=31536000, immutable")
        .header("Accept-Ranges", "bytes");
  }

  /** The range asked for; If-Range with another content, and a HEAD, ask for none. */
  private Optional<ByteRange> range(Context request) {
    String header = request.header("Range");
    String condition = request.header("If-Range");
    boolean meant = condition == null || condition.strip().equals(tag);
    return header == null || !meant || request.method() != HandlerType.GET
        ? Optional.empty()
        : ByteRange.parse(header, length);
  }

  private void send(Context request, Optional<ByteRange> range) throws IOException {
    ByteRange part = range.orElse(new ByteRange(0, length - 1));
    try (InputStream in = content.from(part.first())) {
      describe(request).contentType(type).disableCompression();
      range.ifPresent(asked -> request.status(206).header("Content-Range", described(asked)));
      request.res().setContentLengthLong(part.length());
      if (request.method() == HandlerType.GET) {
        copy(in, request.res().getOutputStream(), part.length());
      }
    } catch (NoSuchFileException gone) {
      Problem.damaged(request);
    }
  }

  private String described(ByteRange part) {
    return "bytes %d-%d/%d".formatted(part.first(), part.last(), length);
  }

  private static void copy(InputStream in, OutputStream out, long length) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long left = length; left > 0; ) {
      int read = in.read(chunk, 0, (int) Math.min(left, CHUNK));
      if (read < 0) {
        throw new IOException("The file ended " + left + " bytes early.");
      }
      out.write(chunk, 0, read);
      left -= read;
    }
  }
}
