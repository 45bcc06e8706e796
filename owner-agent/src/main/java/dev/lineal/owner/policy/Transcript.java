package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.home.DurableFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The append-only, hash-chained log of all that this owner answered and refused in a study: the one
 * source of what was spent. Lines of many threads go to the disk together (group commit); a line is
 * on the disk when {@link #await} returns, and then so are all lines before it. A line cut off by a
 * crash never led to an answer and is dropped. One process at a time holds the file.
 */
final class Transcript implements AutoCloseable {
  private static final Set<StandardOpenOption> OPTIONS =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path file;
  private final Clock clock;
  private final FileChannel channel;
  private final Object order = new Object();
  private final Object disk = new Object();
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private final Map<Sha256, Sha256> runHeads = new HashMap<>();
  private Sha256 head = Entry.START;
  private long entries;
  private volatile long durableEntries;
  private volatile long durableBytes;
  private volatile IOException broken;

  private Transcript(Path file, Clock clock, FileChannel channel) {
    this.file = file;
    this.clock = clock;
    this.channel = channel;
  }

  /**
   * Opens or makes a transcript; {@link #recover} comes next.
   *
   * @throws dev.lineal.lineage.LineageException when it cannot be read or another process has it
   */
  static Transcript open(Path file, Clock clock) {
    try {
      FileChannel channel = FileChannel.open(file, OPTIONS, DurableFile.FILE);
      try {
        lock(file, channel);
        return new Transcript(file, clock, channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException heldHere) {
      // Told below.
    }
    throw new IOException("another owner-agent serves " + file + "; stop it first");
  }

  /**
   * Hands over every entry in order and drops a line that was cut off.
   *
   * @throws dev.lineal.lineage.LineageException when a line does not continue the chain
   */
  void recover(Consumer<Entry> replay) {
    try {
      durableBytes =
          new TranscriptLines(file, TranscriptSummary.Chain.WHOLE)
              .read(channel.size(), (hash, entry) -> take(hash, entry, replay));
      channel.truncate(durableBytes);
      channel.force(true);
      try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent())) {
        directory.force(true);
      }
      durableEntries = entries;
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  private void take(Sha256 hash, Entry entry, Consumer<Entry> replay) {
    entry.what().run().ifPresent(run -> runHeads.put(run, hash));
    head = hash;
    entries++;
    replay.accept(entry);
  }

  /**
   * Gives an event its line and place; {@link #await} puts it on the disk.
   *
   * @return the number to wait for
   */
  long append(
      Entry.What what,
      Optional<Sha256> request,
      Optional<Sha256> answer,
      long answers,
      long scalars) {
    synchronized (order) {
      requireIntact();
      Entry entry =
          new Entry(
              entries,
              clock.instant().truncatedTo(ChronoUnit.SECONDS),
              what,
              request,
              answer,
              answers,
              scalars,
              head,
              what.run().map(this::headOfRun).orElse(Entry.START));
      byte[] line = EntryJson.write(entry);
      pending.writeBytes(line);
      pending.write('\n');
      head = Sha256.hash(line);
      what.run().ifPresent(run -> runHeads.put(run, head));
      return ++entries;
    }
  }

  /** Returns when so many entries are on the disk; the first to wait writes for all. */
  void await(long number) {
    if (durableEntries >= number) {
      return;
    }
    synchronized (disk) {
      if (durableEntries < number) {
        requireIntact();
        flush();
      }
    }
  }

  private void flush() {
    byte[] batch;
    long upTo;
    synchronized (order) {
      batch = pending.toByteArray();
      pending.reset();
      upTo = entries;
    }
    try {
      ByteBuffer buffer = ByteBuffer.wrap(batch);
      while (buffer.hasRemaining()) {
        channel.write(buffer, durableBytes + buffer.position());
      }
      channel.force(false);
      durableBytes += batch.length;
      durableEntries = upTo;
    } catch (IOException e) {
      broken = e;
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  /** After a failed write nobody knows what is on the disk: only a restart finds out. */
  private void requireIntact() {
    if (broken != null) {
      throw LineageErrors.fileUnavailable(file, broken);
    }
  }

  /** Hash of the last line, on the disk or on its way there. */
  Sha256 head() {
    synchronized (order) {
      return head;
    }
  }

  /** Hash of the run's last line; zeros where it has none. */
  Sha256 headOfRun(Sha256 run) {
    synchronized (order) {
      return runHeads.getOrDefault(run, Entry.START);
    }
  }

  /** Copies the run's lines that are on the disk, in order. */
  void copy(Sha256 run, OutputStream out) throws IOException {
    String mark = "\"run\":\"" + run + "\"";
    try (InputStream in = TranscriptLines.stream(file, durableBytes)) {
      TranscriptLines.each(
          in,
          line -> {
            if (new String(line, StandardCharsets.US_ASCII).contains(mark)) {
              out.write(line);
              out.write('\n');
            }
          });
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }
}
