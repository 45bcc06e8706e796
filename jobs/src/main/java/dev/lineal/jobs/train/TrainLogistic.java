package dev.lineal.jobs.train;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * A planned logistic run from opening its sessions to its last checkpoint. Owners that refuse do so
 * before any shard is read; a run that was killed goes on where it was.
 *
 * @param run plan, owners, tables
 * @param every iterations between two checkpoints
 * @param console gets a line per iteration
 */
public record TrainLogistic(PlannedRun run, int every, Consumer<String> console)
    implements Action<Trained> {
  /** A run whose step needs no power iteration. */
  public TrainLogistic(
      SparkSession spark,
      SignedRunPlan signed,
      List<OwnerAddress> owners,
      String store,
      int every,
      long cacheBytes,
      Patience patience,
      Consumer<String> console) {
    this(
        new PlannedRun(spark, signed, owners, store, cacheBytes, patience, Optional.empty()),
        every,
        console);
  }

  @Override
  public Trained execute() {
    LogisticPlan mathematics = LogisticPlan.of(run.plan());
    PlannedRun.Ready ready = run.prepare();
    TrainingRun training =
        new TrainingRun(
            ready.terms(),
            TrainingState.start(run.plan()),
            run.plan().iterations(),
            mathematics::step,
            new RunStore(run.spark(), run.store()),
            every,
            Telemetry.of(mathematics),
            new MarginWatch(mathematics.interval()),
            console);
    Stopwatch stopwatch = Stopwatch.start(run.context());
    try (TrainingEngine engine = run.overBlocks(ready)) {
      TrainingRun.Ended end = training.execute(engine);
      return new Trained(
          ready.terms().runId(),
          end.state(),
          stopwatch.spent(end.checkpointSeconds()),
          ready.ciphertextBytes());
    }
  }
}
