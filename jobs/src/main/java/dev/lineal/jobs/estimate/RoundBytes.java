package dev.lineal.jobs.estimate;

import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.RoundTerms.Kept;
import dev.lineal.he.rounds.RoundTerms.Operands;

/**
 * Bytes between the cluster and one owner, by docs/formats.md; HTTP's own are not counted.
 *
 * @param to the owner: requests
 * @param from the owner: answers
 * @param evidence to an owner that checks the cluster
 */
public record RoundBytes(long to, long from, long evidence) {
  static final RoundBytes NONE = new RoundBytes(0, 0, 0);
  private static final int REQUEST_PRELUDE = Header.BYTES + 48;
  private static final int ITEM_HEADER = 8;
  private static final int TRACE_BYTES = HeParameters.LIMBS * Long.BYTES;

  /** One round of an iteration, all its requests. */
  static RoundBytes of(Workload work, RoundTerms round) {
    return of(work.parameters(), round, work.items(round), work.requests(round), work.owners());
  }

  /**
   * @param items of the round
   * @param requests into which it is cut
   */
  static RoundBytes of(
      HeParameters parameters, RoundTerms round, long items, long requests, int owners) {
    boolean sent = round.operands() == Operands.SENT;
    long packed = parameters.packedBytes();
    long answer = ITEM_HEADER + answer(round.kept(), packed);
    long from = requests * RefreshAnswer.PRELUDE + items * answer;
    long c0 = round.kept() == Kept.TRACE ? TRACE_BYTES : sent ? packed : 0;
    return new RoundBytes(
        requests * REQUEST_PRELUDE + items * (ITEM_HEADER + polynomials(round.operands()) * packed),
        from,
        requests * RefreshEvidence.PRELUDE
            + items * c0
            + (owners - 1) * (requests * RefreshEvidence.ANSWER_HEADER + from));
  }

  private static long answer(Kept kept, long packed) {
    return switch (kept) {
      case SLOTS, PARTIAL -> 2 * packed;
      case TRACE -> TRACE_BYTES + packed;
      case RELEASE, SHARE -> TRACE_BYTES;
    };
  }

  private static int polynomials(Operands operands) {
    return switch (operands) {
      case SENT -> 2;
      case FORMED -> 1;
      case KNOWN -> 0;
    };
  }

  RoundBytes plus(RoundBytes other) {
    return new RoundBytes(to + other.to, from + other.from, evidence + other.evidence);
  }

  RoundBytes trusting() {
    return new RoundBytes(to, from, 0);
  }

  long sum() {
    return to + from + evidence;
  }
}
