package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * From rows to a released model, each party a process: owners hold the ceremony, encrypt and serve;
 * a trainer plans under their grants; Spark trains; the owners release. In a folder where the
 * owners are already there, only a new run is made.
 *
 * @param set a public data set, dealt out to the owners
 * @param owners number of them
 * @param iterations of the training
 * @param master for spark-submit
 * @param serve leaves the agents running
 * @param console gets a line per step
 */
record Demo(
    Programs programs,
    SandboxFolder folder,
    PublicDataSet set,
    int owners,
    int iterations,
    String master,
    AgentsAfterwards serve,
    Consumer<String> console)
    implements Action<DemoResult> {
  /** What becomes of the agents at the end. */
  enum AgentsAfterwards {
    STOPPED,
    LEFT_RUNNING
  }

  @Override
  public DemoResult execute() {
    folder.requireOurs().create();
    new LeftRunning(folder.left()).stop();
    Steps steps = new Steps(console);
    try (Sandbox sandbox = new Sandbox(programs, folder, owners, master)) {
      SplitTable table = set.load(PackageCache.ofUser());
      sandbox.start(steps, set.text(), table);
      DemoResult result = run(steps, sandbox, table);
      if (serve == AgentsAfterwards.LEFT_RUNNING) {
        new LeftRunning(folder.left()).keep(sandbox.processes().release());
      }
      return result;
    }
  }

  private DemoResult run(Steps steps, Sandbox sandbox, SplitTable table) {
    Path run =
        steps.get(
            "plan",
            "grants of all owners; the trainer signs the plan",
            () -> sandbox.plan(iterations));
    JsonNode train =
        steps.get(
            "train",
            iterations + " iterations on ciphertexts by spark-submit, then the owners' release",
            () -> sandbox.train(run));
    JsonNode compare =
        steps.get(
            "compare",
            "the same algorithm in the clear, and MLlib",
            () -> sandbox.compare(run));
    return new DemoResult(
        set.text(),
        table,
        hash(folder.train()),
        owners,
        StudyOwners.read(folder.study()).parameterSet(),
        SignedPlanFile.read(run.resolve("plan.json")).plan().encryption().jointKey(),
        steps.toJson(),
        train,
        compare,
        run.resolve("model"));
  }

  private static Sha256 hash(Path file) {
    try {
      return Sha256.hash(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
