package dev.lineal.jobs.train;

import dev.lineal.he.linalg.NesterovStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A whole run: iterations from the last checkpoint to the plan's end, a line per iteration, a
 * checkpoint every so many.
 *
 * @param terms of the run
 * @param start before the first iteration
 * @param iterations of the plan
 * @param steps the plan's step of each iteration
 * @param store of rows and checkpoints
 * @param every iterations between two checkpoints
 * @param telemetry what owners release on the way
 * @param watch stops a run that diverges
 * @param console gets a line per iteration
 */
public record TrainingRun(
    RunTerms terms,
    TrainingState start,
    int iterations,
    IntFunction<NesterovStep> steps,
    RunStore store,
    int every,
    Telemetry telemetry,
    MarginWatch watch,
    Consumer<String> console) {
  public TrainingRun {
    if (every < 1) {
      throw dev.lineal.jobs.JobErrors.usage(
          "A checkpoint every " + every + " iterations makes no sense.", "Give 1 or more.");
    }
  }

  /**
   * @param checkpointSeconds spent on keeping states and rows
   */
  public record Ended(TrainingState state, double checkpointSeconds) {}

  /** Runs to the end; a run that was killed goes on with the same bytes. */
  public Ended execute(TrainingEngine training) {
    TrainingState state = store.resume(terms.runId()).orElse(start);
    if (state.iterations() > 0) {
      console.accept("resumed after iteration " + state.iterations());
    }
    long checkpoints = 0;
    List<IterationRow> pending = new ArrayList<>();
    while (state.iterations() < iterations) {
      int iteration = state.iterations();
      TrainingEngine.Outcome outcome =
          training.iterate(state, steps.apply(iteration), telemetry.request(iteration));
      state = outcome.state();
      IterationRow row =
          outcome.row().with(telemetry.meanSquaredMargin(iteration, outcome.released()));
      pending.add(row);
      watch.accept(iteration + 1, row.meanSquaredMargin());
      console.accept(line(row));
      if (state.iterations() % every == 0 || state.iterations() == iterations) {
        long before = System.nanoTime();
        store.append(terms.runId(), pending, state);
        checkpoints += System.nanoTime() - before;
        pending.clear();
      }
    }
    return new Ended(state, checkpoints / 1e9);
  }

  private String line(IterationRow row) {
    OptionalDouble meanSquare = row.meanSquaredMargin();
    int left = iterations - row.iteration() - 1;
    String margin =
        meanSquare.isPresent()
            ? String.format(Locale.ROOT, ", mean squared margin %.3f", meanSquare.getAsDouble())
            : "";
    return String.format(
        Locale.ROOT,
        "iteration %d of %d: %.2f s%s%s, about %.0f s left",
        row.iteration() + 1,
        iterations,
        row.seconds(),
        margin,
        row.gpus().isEmpty() ? "" : " on GPU " + String.join(", ", row.gpus()),
        left * row.seconds());
  }
}
