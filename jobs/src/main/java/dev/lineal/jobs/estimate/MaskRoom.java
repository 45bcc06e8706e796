package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.RoundTerms;
import java.util.Comparator;

/**
 * Whether masks hide what this run asks (docs/protocol.md, collective refresh): sigma = log2 M - B
 * against 40 + log2 of all answers of the run.
 *
 * @param round with the least sigma
 * @param bits its sigma
 * @param needed by the run alone; what the key set has answered before comes on top
 */
public record MaskRoom(String round, double bits, double needed) {
  private static final int STATISTICAL_BITS = 40;

  static MaskRoom of(Workload work) {
    double answers = 0;
    for (RoundTerms round : work.rounds()) {
      double each = round.masked(work.parameters());
      answers += work.items(round) * each * round.span().iterations();
    }
    RoundTerms least =
        work.rounds().stream().max(Comparator.comparing(RoundTerms::boundBits)).orElseThrow();
    return new MaskRoom(least.name(), sigma(work, least), STATISTICAL_BITS + log2(answers));
  }

  private static double sigma(Workload work, RoundTerms round) {
    HeParameters set = work.parameters();
    double half = set.modulus().doubleValue() / 2 - Math.pow(2, round.boundBits());
    return log2(Math.max(1, half / work.owners())) - round.boundBits();
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** Whether owners would take part. */
  public boolean enough() {
    return bits >= needed;
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("round", round)
        .put("mask_bits", Math.round(bits * 10) / 10.0)
        .put("needed_bits", Math.round(needed * 10) / 10.0)
        .put("enough", enough());
  }
}
