package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    try (Processes processes = new Processes(folder.logs())) {
      SplitTable table = set.load(PackageCache.ofUser());
      SandboxTrainer trainer = new SandboxTrainer(programs, folder, processes, master);
      SandboxOwners all = new SandboxOwners(programs, folder, processes, owners);
      SandboxStudy study =
          new SandboxStudy(programs, folder, processes, all, trainer, set.text(), table);
      study.serve(steps);
      Path run = trainer.newRun();
      train(steps, study, run);
      return result(steps, study, run, leave(processes));
    }
  }

  private void train(Steps steps, SandboxStudy study, Path run) {
    SandboxTrainer trainer = study.trainer();
    steps.step(
        "plan",
        "grants of all owners; the trainer signs the plan",
        () -> {
          study.owners().grant(SandboxStudy.ID, trainer.wallet(), iterations, study.weights());
          trainer.plan(run, iterations);
        });
    steps.step(
        "train",
        iterations + " iterations on ciphertexts by spark-submit, then the owners' release",
        () -> trainer.train(run));
    steps.step("compare", "the same algorithm in the clear, and MLlib", () -> trainer.compare(run));
  }

  private List<String> leave(Processes processes) {
    if (serve == AgentsAfterwards.STOPPED) {
      return List.of();
    }
    List<ProcessHandle> left = processes.release();
    new LeftRunning(folder.left()).keep(left);
    return left.stream().map(process -> "agent, process " + process.pid()).toList();
  }

  private DemoResult result(Steps steps, SandboxStudy study, Path run, List<String> left) {
    try {
      return new DemoResult(
          set.text(),
          study.table(),
          Sha256.hash(Files.readAllBytes(folder.train())),
          owners,
          study.study().parameterSet(),
          SignedPlanFile.read(run.resolve("plan.json")).plan().encryption().jointKey(),
          steps.toJson(),
          SandboxTrainer.read(run.resolve("train.json")),
          SandboxTrainer.read(run.resolve("compare.json")),
          run.resolve("model"),
          left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
