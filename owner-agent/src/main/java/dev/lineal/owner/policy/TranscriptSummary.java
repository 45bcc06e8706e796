package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a transcript says, each line checked against the ones before it.
 *
 * @param entries whole lines
 * @param head hash of the last one
 * @param runs that were opened
 * @param answers given; repeats leave no line
 * @param answered coefficients and traces in them
 * @param scalars released in runs
 * @param refusals by rule
 */
public record TranscriptSummary(
    long entries,
    Sha256 head,
    long runs,
    long answers,
    long answered,
    long scalars,
    Map<String, Long> refusals) {
  /** Which of the two chains a file must continue without a gap. */
  public enum Chain {
    /** An owner's own file. */
    WHOLE,
    /** The lines of one run, as {@code GET /v1/sessions/RUN/transcript} gives them. */
    OF_RUN
  }

  /**
   * Reads a file; an agent may be writing to it.
   *
   * @throws dev.lineal.lineage.LineageException at the first line that does not continue the chain
   */
  public static TranscriptSummary read(Path file, Chain chain) {
    Counts counts = new Counts();
    try {
      new TranscriptLines(file, chain).read(Files.size(file), counts::add);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
    return counts.summary();
  }

  private static final class Counts {
    private final Map<String, Long> refusals = new TreeMap<>();
    private Sha256 head = Entry.START;
    private long entries;
    private long runs;
    private long answers;
    private long answered;
    private long scalars;

    private void add(Sha256 hash, Entry entry) {
      head = hash;
      entries++;
      switch (entry.what().event()) {
        case SESSION -> runs++;
        case ANSWER -> {
          answers++;
          answered += entry.answers();
        }
        case RELEASE -> scalars += entry.scalars();
        case FAILED_CHECK, REFUSAL -> refusals.merge(entry.what().subject(), 1L, Long::sum);
        case ATTESTATION, LAPSE -> {}
        case REFUSALS_UNNOTED ->
            refusals.merge("unnoted", Long.parseLong(entry.what().subject()), Long::sum);
      }
    }

    private TranscriptSummary summary() {
      return new TranscriptSummary(entries, head, runs, answers, answered, scalars, refusals);
    }
  }
}
