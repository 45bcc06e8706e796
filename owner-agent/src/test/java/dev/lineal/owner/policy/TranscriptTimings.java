package dev.lineal.owner.policy;

import dev.lineal.lineage.Sha256;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** For benches: lines as an iteration makes them. */
public final class TranscriptTimings implements AutoCloseable {
  private final Transcript transcript;
  private final Sha256 run = Sha256.hash(new byte[1]);

  public TranscriptTimings(Path file) {
    transcript = Transcript.open(file, Clock.systemUTC());
    transcript.recover(entry -> {});
  }

  /** Appends so many lines, each waited for. */
  public void lines(int count) {
    for (int i = 0; i < count; i++) {
      Entry.What what =
          new Entry.What(
              Entry.Event.ANSWER, Optional.of(run), Optional.of(new Place(0, 1, i)), "refresh");
      transcript.await(transcript.append(what, Optional.of(run), Optional.of(run), 3, 0));
    }
  }

  @Override
  public void close() {
    transcript.close();
  }
}
