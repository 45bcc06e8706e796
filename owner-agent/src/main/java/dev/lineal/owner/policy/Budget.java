package dev.lineal.owner.policy;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a key set may still answer. A session takes its whole share when it opens, so that no later
 * one can push an earlier one's answers below 40 bits: the answers of all sessions together stay
 * within the room of every one of them. {@link Lease} says when a share is given back.
 */
final class Budget {
  /** Released scalars per key set are at most N / 8. */
  private static final int SCALARS_SHIFT = 3;

  /** More than anything can answer. */
  private static final BigInteger UNLIMITED = BigInteger.ONE.shiftLeft(Long.SIZE);

  private Budget() {}

  /**
   * What sessions took.
   *
   * @param answers coefficients and traces
   * @param scalars released in runs
   * @param room the smallest number of answers that a session's masks allow
   */
  record Use(long answers, long scalars, BigInteger room) {
    /** Of nothing. */
    static final Use NONE = new Use(0, 0, UNLIMITED);

    Use plus(Use other) {
      return new Use(
          Math.addExact(answers, other.answers),
          Math.addExact(scalars, other.scalars),
          room.min(other.room));
    }

    /** A share of which only so many answers were given. */
    Use only(long given) {
      return new Use(given, scalars, room);
    }
  }

  /** What a plan takes. */
  static Use of(RunPlan plan, HeParameters parameters, int owners) {
    long answers = Layout.of(plan).answers(parameters);
    BigInteger room = new PlannedRounds(plan, parameters, owners).room();
    return new Use(answers, plan.releasedScalars(), room);
  }

  /** Released scalars that a key set allows. */
  static long maxScalars(HeParameters parameters) {
    return parameters.ringDegree() >> SCALARS_SHIFT;
  }

  /** Holds a plan against what is left. */
  static void require(HostedStudy hosted, RunPlan plan, Use used) {
    HeParameters parameters = hosted.keys().parameters();
    int owners = hosted.keys().owners().size();
    long scalars = used.scalars() + hosted.keys().releasedScalars() + plan.releasedScalars();
    if (scalars > maxScalars(parameters)) {
      throw Refusal.of(
          Rule.SCALAR_BUDGET,
          "With this run the key set would have released %d scalars, %d are allowed.",
          scalars,
          maxScalars(parameters));
    }
    requireMasks(new PlannedRounds(plan, parameters, owners), 1);
    Use mine = of(plan, parameters, owners);
    long answers = Math.addExact(used.answers(), mine.answers());
    if (answers > hosted.rules().maxAnswers()) {
      throw Refusal.of(
          Rule.ANSWER_BUDGET,
          "With this run the key set would have answered %d coefficients and traces, %d are"
              + " allowed.",
          answers,
          hosted.rules().maxAnswers());
    }
    requireMasks(new PlannedRounds(plan, parameters, owners), answers);
    if (BigInteger.valueOf(answers).compareTo(used.room()) > 0) {
      throw Refusal.of(
          Rule.MASK_ROOM,
          "With this run the key set would have answered %d coefficients and traces; the masks of"
              + " an earlier run allow %s.",
          answers,
          used.room());
    }
  }

  private static void requireMasks(PlannedRounds rounds, long answers) {
    List<String> narrow = new ArrayList<>();
    for (int round = 1; round <= rounds.count(); round++) {
      try {
        if (rounds.masked(round)) {
          rounds.masks(round, answers);
        }
      } catch (IllegalArgumentException tooNarrow) {
        narrow.add("Round " + round + ": " + tooNarrow.getMessage());
      }
    }
    if (!narrow.isEmpty()) {
      throw Refusal.of(Rule.MASK_ROOM, String.join(" ", narrow));
    }
  }
}
