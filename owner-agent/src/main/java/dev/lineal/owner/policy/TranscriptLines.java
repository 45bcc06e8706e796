package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads a transcript line by line and checks both of its chains. */
final class TranscriptLines {
  private static final int MAX_LINE = 4096;

  private final Path file;
  private final Map<Sha256, Sha256> runHeads = new HashMap<>();
  private Sha256 head = Entry.START;
  private long number;
  private long end;

  TranscriptLines(Path file) {
    this.file = file;
  }

  /** Takes one checked line. */
  @FunctionalInterface
  interface Reader {
    void line(Sha256 hash, Entry entry);
  }

  /** Takes one line without its end. */
  @FunctionalInterface
  interface Line {
    void line(byte[] line) throws IOException;
  }

  /**
   * Reads the first {@code length} bytes.
   *
   * @return where the last whole line ends
   * @throws LineageException at the first line that does not continue the chains
   */
  long read(long length, Reader reader) throws IOException {
    try (InputStream in = stream(file, length)) {
      each(
          in,
          line -> {
            Sha256 hash = Sha256.hash(line);
            Entry entry = check(line);
            head = hash;
            entry.what().run().ifPresent(run -> runHeads.put(run, hash));
            number++;
            end += line.length + 1;
            reader.line(hash, entry);
          });
    }
    return end;
  }

  private Entry check(byte[] line) {
    Entry entry;
    try {
      entry = EntryJson.parse(line);
    } catch (LineageException unreadable) {
      throw LineageErrors.transcriptLine(file, number, unreadable.problem());
    }
    if (entry.number() != number || !entry.previous().equals(head)) {
      throw LineageErrors.transcriptLine(file, number, "it does not follow the line before");
    }
    Sha256 ofRun =
        entry.what().run().map(run -> runHeads.getOrDefault(run, Entry.START)).orElse(Entry.START);
    if (!entry.previousOfRun().equals(ofRun)) {
      throw LineageErrors.transcriptLine(file, number, "it does not follow its run's line before");
    }
    return entry;
  }

  static InputStream stream(Path file, long length) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    return new Prefix(in, length);
  }

  /** Every whole line; what follows the last line end is left out. */
  static void each(InputStream in, Line reader) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        reader.line(line.toByteArray());
        line.reset();
      } else if (line.size() == MAX_LINE) {
        throw new IOException("a line is longer than " + MAX_LINE + " bytes");
      } else {
        line.write(next);
      }
    }
  }

  /** The first bytes of a stream. */
  private static final class Prefix extends InputStream {
    private final InputStream in;
    private long left;

    Prefix(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      return left-- > 0 ? in.read() : -1;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
