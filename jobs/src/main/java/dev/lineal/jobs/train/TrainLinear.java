package dev.lineal.jobs.train;

import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.plan.LinearPlan;
import java.util.function.Consumer;

/**
 * A planned ridge regression from opening its sessions to its last checkpoint. The encrypted Gram
 * matrix stays in the store, an owner's part by itself; a run that was killed goes on from there.
 *
 * @param run plan, owners, tables
 * @param every iterations between two checkpoints
 * @param console gets a line per iteration
 */
public record TrainLinear(PlannedRun run, int every, Consumer<String> console)
    implements Action<Trained> {
  @Override
  public Trained execute() {
    LinearPlan mathematics = LinearPlan.of(run.plan());
    PlannedRun.Ready ready = run.prepare();
    LinearRounds rounds = mathematics.rounds();
    RunStore store = new RunStore(run.spark(), run.store());
    TrainingState start = TrainingState.start(run.plan());
    TrainingRun training =
        new TrainingRun(
            ready.terms(),
            start,
            run.plan().iterations(),
            mathematics::step,
            store,
            every,
            Telemetry.NONE,
            new MarginWatch(mathematics.interval()),
            console);
    Stopwatch stopwatch = Stopwatch.start(run.context());
    try (TrainingEngine engine =
        new LinearTraining(
            run.context(),
            ready.terms(),
            ready.blocks(),
            ready.ownerOfBlock(),
            rounds.round(rounds.number(LinearRounds.GRAM)).factor(),
            new GramStore(run.spark(), run.store()),
            LeaveOneOut.of(rounds, start, store))) {
      TrainingRun.Ended end = training.execute(engine);
      return new Trained(
          ready.terms().runId(),
          end.state(),
          stopwatch.spent(end.checkpointSeconds()),
          ready.ciphertextBytes());
    }
  }
}
