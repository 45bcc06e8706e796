package dev.lineal.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.sandbox.Programs;
import dev.lineal.jobs.sandbox.Sandbox;
import dev.lineal.jobs.sandbox.SandboxFolder;
import dev.lineal.jobs.sandbox.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A training with its owners as processes on this machine, measured. The shards are pulled before,
 * so that the training's time is the training's.
 *
 * @param console gets a line per step
 */
record BenchTrain(
    Programs programs,
    SandboxFolder folder,
    Keep keep,
    Source source,
    Setting setting,
    Consumer<String> console)
    implements Action<BenchTrainResult> {

  /** What stays in the folder. */
  enum Keep {
    NOTHING,
    EVERYTHING
  }

  /**
   * Rows to train on.
   *
   * @param seed null for data that come from nobody's generator
   */
  record Source(String name, Long seed, Supplier<SplitTable> table) {}

  /** How it is trained. */
  record Setting(int owners, int iterations, String master) {}

  @Override
  public BenchTrainResult execute() {
    folder.requireOurs().create();
    Steps steps = new Steps(console);
    try (Sandbox sandbox = new Sandbox(programs, folder, setting.owners(), setting.master())) {
      SplitTable table = source.table().get();
      sandbox.start(steps, source.name(), table);
      return measured(steps, sandbox, table);
    } finally {
      if (keep == Keep.NOTHING) {
        folder.remove();
      }
    }
  }

  private BenchTrainResult measured(Steps steps, Sandbox sandbox, SplitTable table) {
    Path run =
        steps.get("plan", "grants and a signed plan", () -> sandbox.plan(setting.iterations()));
    JsonNode ingest = steps.get("ingest", "shards pulled", () -> sandbox.ingest(run));
    List<AgentUse> before = AgentUse.of(sandbox.agents());
    JsonNode train =
        steps.get(
            "train", setting.iterations() + " iterations, release", () -> sandbox.train(run));
    List<AgentUse> agents = AgentUse.since(before, sandbox.agents());
    JsonNode compare =
        steps.get("compare", "the same algorithm in the clear", () -> sandbox.compare(run));
    return new BenchTrainResult(
        source,
        setting,
        table,
        StudyOwners.read(folder.study()).parameterSet(),
        new BenchTrainResult.SetUp(
            steps.seconds("keys"), steps.seconds("encrypt"), ingest.get("wall_s").asDouble()),
        agents,
        train,
        compare);
  }
}
