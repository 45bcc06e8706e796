package dev.lineal.owner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.policy.TranscriptSummary.Chain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
  private static final Sha256 RUN = Sha256.hash(new byte[] {1});
  private static final Sha256 OTHER = Sha256.hash(new byte[] {2});
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("transcript");
  }

  private Transcript open(List<Entry> replayed) {
    Transcript transcript = Transcript.open(file, CLOCK);
    try {
      transcript.recover(replayed::add);
      return transcript;
    } catch (RuntimeException e) {
      transcript.close();
      throw e;
    }
  }

  private static long append(Transcript transcript, Sha256 run, int slice) {
    Entry.What what =
        new Entry.What(
            Entry.Event.ANSWER, Optional.of(run), Optional.of(new Place(7, 5, slice)), "refresh");
    return transcript.append(what, Optional.of(OTHER), Optional.of(RUN), 3, 0);
  }

  private void write(int lines) {
    try (Transcript transcript = open(new ArrayList<>())) {
      long last = 0;
      for (int i = 0; i < lines; i++) {
        last = append(transcript, i % 2 == 0 ? RUN : OTHER, i);
      }
      transcript.await(last);
    }
  }

  @Test
  void aLineIsCanonicalJsonOfAllFields() throws IOException {
    write(1);
    String zeros = "0".repeat(64);
    assertEquals(
        "{\"answer\":\""
            + RUN
            + "\",\"answers\":3,\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"answer\",\"iteration\":7,"
            + "\"number\":0,\"previous\":\""
            + zeros
            + "\",\"previous_of_run\":\""
            + zeros
            + "\",\"request\":\""
            + OTHER
            + "\",\"round\":5,\"run\":\""
            + RUN
            + "\",\"scalars\":0,\"schema\":\"lineal.transcript-entry/1\",\"slice\":0,"
            + "\"subject\":\"refresh\"}\n",
        Files.readString(file));
  }

  @Test
  void linesOfManyThreadsGoToTheDiskTogetherAndInOneChain() throws Exception {
    int threads = 16;
    int each = 50;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Sha256 head;
    try (Transcript transcript = open(new ArrayList<>())) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int from = t * each;
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    transcript.await(append(transcript, RUN, from + i));
                  }
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      head = transcript.head();
    } finally {
      pool.shutdownNow();
    }
    List<Entry> replayed = new ArrayList<>();
    open(replayed).close();
    assertEquals(threads * each, replayed.size());
    assertEquals(
        threads * each,
        replayed.stream().map(e -> e.what().place().orElseThrow().slice()).distinct().count());
    assertEquals(head, TranscriptSummary.read(file, Chain.WHOLE).head());
  }

  @Test
  void aLineThatACrashCutOffIsDropped() throws IOException {
    write(3);
    String whole = Files.readString(file);
    int start = whole.lastIndexOf('\n', whole.length() - 2) + 1;
    for (int end = start; end < whole.length() - 1; end += 17) {
      Files.writeString(file, whole.substring(0, end));
      List<Entry> replayed = new ArrayList<>();
      try (Transcript transcript = open(replayed)) {
        assertEquals(2, replayed.size());
        transcript.await(append(transcript, RUN, 9));
      }
      assertEquals(3, TranscriptSummary.read(file, Chain.WHOLE).entries());
    }
  }

  @Test
  void everyChangeIsFoundAndItsLineNamed() throws IOException {
    write(4);
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      for (int at = 0; at < lines.get(i).length(); at += 13) {
        StringBuilder changed = new StringBuilder(lines.get(i));
        changed.setCharAt(at, changed.charAt(at) == '1' ? '2' : '1');
        List<String> tampered = new ArrayList<>(lines);
        tampered.set(i, changed.toString());
        if (i < lines.size() - 1 || !changed.toString().equals(lines.get(i))) {
          refusedOrAnotherHead(tampered);
        }
      }
    }
    List<String> removed = new ArrayList<>(lines);
    removed.remove(1);
    refused(removed, "Line 2 ");
    List<String> swapped = new ArrayList<>(lines);
    Collections.swap(swapped, 1, 2);
    refused(swapped, "Line 2 ");
    List<String> doubled = new ArrayList<>(lines);
    doubled.add(2, lines.get(1));
    refused(doubled, "Line 3 ");
    List<String> headless = lines.subList(1, lines.size());
    refused(headless, "Line 1 ");
  }

  /** A change in the last line alone can only be seen by comparing heads. */
  private void refusedOrAnotherHead(List<String> lines) throws IOException {
    Sha256 before = TranscriptSummary.read(file, Chain.WHOLE).head();
    Path tampered = directory.resolve("tampered");
    Files.write(tampered, lines);
    try {
      assertTrue(!TranscriptSummary.read(tampered, Chain.WHOLE).head().equals(before));
    } catch (LineageException refused) {
      assertEquals("transcript.line", refused.code());
    }
  }

  private void refused(List<String> lines, String line) throws IOException {
    Path tampered = directory.resolve("tampered");
    Files.write(tampered, lines);
    LineageException e =
        assertThrows(LineageException.class, () -> TranscriptSummary.read(tampered, Chain.WHOLE));
    assertTrue(e.getMessage().startsWith(line), e.getMessage());
    assertThrows(
        LineageException.class,
        () -> {
          try (Transcript damaged = Transcript.open(tampered, CLOCK)) {
            damaged.recover(entry -> {});
          }
        });
  }

  @Test
  void theLinesOfARunFollowEachOther() throws IOException {
    write(7);
    Path lines = directory.resolve("lines");
    try (Transcript transcript = open(new ArrayList<>())) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      transcript.copy(RUN, out);
      Files.write(lines, out.toByteArray());
      TranscriptSummary summary = TranscriptSummary.read(lines, Chain.OF_RUN);
      assertEquals(4, summary.entries());
      assertEquals(transcript.headOfRun(RUN), summary.head());
    }
    List<String> gap = new ArrayList<>(Files.readAllLines(lines));
    gap.remove(1);
    Files.write(lines, gap);
    LineageException e =
        assertThrows(LineageException.class, () -> TranscriptSummary.read(lines, Chain.OF_RUN));
    assertTrue(e.getMessage().contains("its run's line before"), e.getMessage());
  }

  @Test
  void onlyOneHoldsTheFile() {
    try (Transcript first = open(new ArrayList<>())) {
      LineageException e = assertThrows(LineageException.class, () -> Transcript.open(file, CLOCK));
      assertTrue(e.getMessage().contains("another owner-agent"), e.getMessage());
      first.await(append(first, RUN, 0));
    }
  }

  @Test
  void aFloodOfRefusalsIsCountedNotWritten() {
    try (Transcript transcript = open(new ArrayList<>())) {
      Clock[] now = {CLOCK};
      RefusalNotes notes = new RefusalNotes(transcript, new MovingClock(now));
      Refusal refusal = Refusal.of(Rule.BODY_SIZE, "too long");
      for (int i = 0; i < 1000; i++) {
        notes.note(refusal, RefusalNotes.Subject.of(RUN));
      }
      now[0] = Clock.offset(CLOCK, java.time.Duration.ofSeconds(25));
      notes.note(refusal, RefusalNotes.Subject.of(RUN));
    }
    TranscriptSummary summary = TranscriptSummary.read(file, Chain.WHOLE);
    assertEquals(258, summary.entries());
    assertEquals(744, summary.refusals().get("unnoted"));
    assertEquals(257, summary.refusals().get("body-size"));
  }

  private static final class MovingClock extends Clock {
    private final Clock[] now;

    MovingClock(Clock[] now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now[0].instant();
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  @Test
  void aLineWithoutEndIsNoReasonToReadForEver() throws IOException {
    Files.write(file, "x".repeat(5000).getBytes(StandardCharsets.US_ASCII));
    LineageException e =
        assertThrows(LineageException.class, () -> TranscriptSummary.read(file, Chain.WHOLE));
    assertTrue(e.getMessage().contains("longer than 4096"), e.getMessage());
    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    assertEquals(0, TranscriptSummary.read(file, Chain.WHOLE).entries());
  }
}
