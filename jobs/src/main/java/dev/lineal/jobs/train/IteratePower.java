package dev.lineal.jobs.train;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.he.FixedPoint;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.plan.PowerPlan;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A planned power iteration. What it released goes into a file that a later training shows to the
 * owners.
 *
 * @param run plan, owners, tables
 * @param out file to write
 * @param console gets a line per iteration
 */
public record IteratePower(PlannedRun run, Path out, Consumer<String> console)
    implements Action<IteratePower.Bounded> {
  /** What the released sums allow. */
  public record Bounded(String run, PowerIteration.Curvature curvature, Path file)
      implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with("run_id", json.textNode(run));
      report.with("lambda_max", json.numberNode(curvature.bound().lambda()));
      report.with("step_logistic", json.numberNode(curvature.bound().logistic().toDouble()));
      report.with(
          "step_linear", json.numberNode(curvature.bound().linear(FixedPoint.ZERO).toDouble()));
      report.with("file", json.textNode(file.toString()));
    }

    @Override
    public String summary() {
      return "lambda_max about %.4g; logistic step up to %.4g"
          .formatted(curvature.bound().lambda(), curvature.bound().logistic().toDouble());
    }
  }

  @Override
  public Bounded execute() {
    PlannedRun.Ready ready = run.prepare();
    try (TrainingEngine engine = run.overBlocks(ready)) {
      PowerIteration.Curvature curvature =
          new PowerIteration(ready.terms(), PowerPlan.of(run.plan()), console).execute(engine);
      write(curvature);
      return new Bounded(ready.terms().runId(), curvature, out);
    }
  }

  private void write(PowerIteration.Curvature curvature) {
    try {
      Files.writeString(
          out, curvature.evidence().toJson().toPrettyString() + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw JobErrors.unavailable(
          out + " cannot be written: " + e.getMessage() + ".", "Choose another file.");
    }
  }
}
