package dev.lineal.owner.shard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file's characters: strict UTF-8, its byte order mark skipped, with the share read. */
final class CsvText {
  private static final int MARK = 3;

  private final Reader reader;
  private final long size;
  private volatile long read;

  private CsvText(Path file) throws IOException {
    size = Files.size(file);
    PushbackInputStream in = new PushbackInputStream(counting(Files.newInputStream(file)), MARK);
    try {
      skipMark(file, in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
    // Malformed bytes are an error, not a replacement character.
    reader =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  static CsvText open(Path file) {
    try {
      return new CsvText(file);
    } catch (IOException e) {
      throw DatasetErrors.unreadable(file, e);
    }
  }

  Reader reader() {
    return reader;
  }

  double fractionRead() {
    return size == 0 ? 1 : Math.min(1, (double) read / size);
  }

  private static void skipMark(Path file, PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(MARK);
    boolean utf8 =
        head.length == MARK
            && head[0] == (byte) 0xef
            && head[1] == (byte) 0xbb
            && head[2] == (byte) 0xbf;
    if (head.length >= 2 && (head[0] & head[1] & 0xff) == 0xfe && head[0] != head[1]) {
      throw DatasetErrors.notUtf8(file, "it starts with the mark of UTF-16");
    }
    if (!utf8) {
      in.unread(head);
    }
  }

  private InputStream counting(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int value = in.read();
        read += value < 0 ? 0 : 1;
        return value;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        read += Math.max(0, count);
        return count;
      }
    };
  }
}
