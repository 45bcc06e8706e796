package dev.lineal.lineage.attest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of an owner's transcript as others read it (docs/http.md).
 *
 * @param hash of the line without its end
 * @param at when it was written, whole seconds
 * @param event such as {@code answer}
 * @param subject name of the rule, the release or the grant
 * @param run id, where it belongs to one
 * @param place of an answer: iteration, round and slice
 * @param request digest of what was asked
 * @param answer hash of what was answered
 * @param previousOfRun hash of the run's line before; zeros for its first
 */
public record TranscriptLine(
    Sha256 hash,
    Instant at,
    String event,
    String subject,
    Optional<Sha256> run,
    Optional<Place> place,
    Optional<Sha256> request,
    Optional<Sha256> answer,
    Sha256 previousOfRun) {
  private static final String DOCUMENT = "transcript entry";
  private static final String SCHEMA = "lineal.transcript-entry/1";

  /**
   * Where an answer stands.
   *
   * @param slice of the round
   */
  public record Place(int iteration, int round, int slice) {}

  /** Reads a line without its end. */
  public static TranscriptLine parse(byte[] line) {
    Sha256 hash = Sha256.hash(line);
    return CanonicalJson.parse(line, DOCUMENT).read(fields -> read(fields, hash));
  }

  private static TranscriptLine read(StrictObject line, Sha256 hash) {
    line.constant("schema", SCHEMA);
    line.sha256("previous");
    for (String count : new String[] {"number", "answers", "scalars"}) {
      line.integer(count, 0, Require.MAX_JSON_INTEGER);
    }
    return new TranscriptLine(
        hash,
        line.time("at"),
        line.text("event"),
        line.text("subject"),
        line.nullableValue("run", Sha256::parse),
        place(line),
        line.nullableValue("request", Sha256::parse),
        line.nullableValue("answer", Sha256::parse),
        line.sha256("previous_of_run"));
  }

  private static Optional<Place> place(StrictObject line) {
    Optional<Long> iteration = line.nullableInteger("iteration", 0, Integer.MAX_VALUE);
    Optional<Long> round = line.nullableInteger("round", 0, Integer.MAX_VALUE);
    Optional<Long> slice = line.nullableInteger("slice", 0, Integer.MAX_VALUE);
    return iteration.isEmpty() || round.isEmpty() || slice.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Place(iteration.get().intValue(), round.get().intValue(), slice.get().intValue()));
  }
}
