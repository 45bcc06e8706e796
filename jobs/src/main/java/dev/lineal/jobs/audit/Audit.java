package dev.lineal.jobs.audit;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.RunPlan;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/**
 * Replays steps of a finished run: forms each request anew from shards and kept refreshed values,
 * and compares its digest with the recorded one, which is a leaf of the run's tree. A cluster that
 * formed one residue otherwise is found when the sample has the step.
 *
 * @param store folder of the Delta tables
 * @param sample steps to replay; all where the run has no more
 * @param seed chooses the steps; at random without one, so that a cluster cannot know them
 */
public record Audit(SparkSession spark, RunPlan plan, String store, int sample, OptionalLong seed)
    implements Action<Audited> {
  @Override
  public Audited execute() {
    String run = plan.sha256().toString();
    RunStore kept = new RunStore(spark, store);
    List<StepRecord> steps = kept.steps(run);
    if (steps.isEmpty()) {
      throw AuditErrors.noSteps(run, store);
    }
    RunRecord record = new RunRecord(plan, steps, kept.refreshed());
    Replay replay = Replay.of(plan, record, new StudyColumns(spark, plan, store));
    List<Mismatch> mismatched = new ArrayList<>();
    List<StepRecord> chosen = chosen(steps);
    for (StepRecord step : chosen) {
      compare(step, record, replay, mismatched);
    }
    return new Audited(run, steps.size(), chosen.size(), mismatched);
  }

  private List<StepRecord> chosen(List<StepRecord> steps) {
    Random random = seed.isPresent() ? new Random(seed.getAsLong()) : new SecureRandom();
    List<StepRecord> shuffled = new ArrayList<>(steps);
    Collections.shuffle(shuffled, random);
    return shuffled.stream().limit(sample).sorted(StepRecord.ORDER).toList();
  }

  private static void compare(
      StepRecord step, RunRecord record, Replay replay, List<Mismatch> mismatched) {
    try {
      record.requireIntact(step);
      if (!replay.request(step).equals(step.request())) {
        mismatched.add(new Mismatch(step, "its request is not what the plan's arithmetic gives"));
      }
    } catch (Mismatch.Found found) {
      mismatched.add(found.mismatch());
    }
  }
}
