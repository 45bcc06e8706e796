package dev.lineal.jobs.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.evaluate.EvaluateCommand;
import dev.lineal.jobs.plan.EvaluationPlan;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.PowerPlan;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.jobs.testing.PolicyStudy;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.jobs.testing.TestData;
import dev.lineal.lineage.manifest.Factor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands of the further tasks, and their JSON against its schemas. */
class TaskCommandsTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final List<String> NAMES = List.of("a", "b");

  @TempDir Path folder;

  private final TestData data = TestData.plane(400, 2, 17);

  private JsonNode run(
      PolicyStudy study, TaskPlan plan, String name, JobCommand command, String... more)
      throws IOException {
    PolicyStudy.Files files = study.files(plan, NAMES);
    List<String> arguments = new ArrayList<>(List.of("--plan", files.plan().toString()));
    for (String owner : files.owners()) {
      arguments.addAll(List.of("--owner", owner));
    }
    Path json = folder.resolve(name + ".json");
    arguments.addAll(List.of("--store", folder.resolve("tables").toString()));
    arguments.addAll(List.of("--json", json.toString()));
    arguments.addAll(List.of(more));
    assertEquals(0, new CommandLine(command).execute(arguments.toArray(String[]::new)));
    return ReportSchema.validated(name, json);
  }

  @Test
  void aRegressionFromItsStepToItsMetrics() throws IOException {
    PowerPlan power = new PowerPlan(SET, PowerPlan.training(3), data.rows());
    try (PolicyStudy study = new PolicyStudy(SPARK, folder, data, power)) {
      Path curvature = folder.resolve("curvature.json");
      JsonNode bound =
          run(
              study,
              power,
              "iterate-power",
              new IteratePowerCommand(),
              "--out",
              curvature.toString());
      double step = bound.get("step_linear").asDouble();
      assertTrue(step > 1.0 / 3, step + " is above the bound for all columns");

      long numerator = (long) Math.floor(Math.scalb(step, 40));
      LinearPlan plan =
          new LinearPlan(
              SET, LinearPlan.training(3, 4, new Factor(numerator, 40), Factor.ZERO), data.rows());
      JsonNode trained =
          run(
              study,
              plan,
              "train-linear",
              new TrainLinearCommand(),
              "--curvature",
              curvature.toString());
      assertEquals(4, trained.get("iterations").asInt());

      EvaluationPlan evaluation =
          new EvaluationPlan(
              SET, EvaluationPlan.training(EvaluationRounds.Model.REGRESSION, 3), data.rows());
      JsonNode metrics =
          run(
              study,
              evaluation,
              "evaluate",
              new EvaluateCommand(),
              "--trained",
              trained.get("run_id").asText());
      assertEquals(400, metrics.get("rows").asInt());
      double r2 = metrics.get("metrics").get("r2").asDouble();
      assertTrue(r2 > 0.3 && r2 < 1, "R2 " + r2);
      assertTrue(metrics.get("metrics").get("auc").isNull());
    }
  }
}
