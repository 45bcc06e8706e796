package dev.lineal.jobs.sandbox;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.data.SplitTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A training with its owners as processes on this machine, measured. The shards are pulled before,
 * so that the training's time is the training's.
 *
 * @param console is told the steps
 */
record BenchTrain(
    Programs programs,
    SandboxFolder folder,
    Keep keep,
    Source source,
    Setting setting,
    StepConsole console)
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

  /**
   * How it is trained.
   *
   * @param line to every owner; the loopback where there is none
   */
  record Setting(
      int owners,
      int iterations,
      ActivationRounds activation,
      WeightForm weights,
      String master,
      SandboxOwners.Cluster cluster,
      Optional<LineSpeed> line) {}

  @Override
  public BenchTrainResult execute() {
    folder.requireOurs().create();
    new LeftRunning(folder.left()).stop();
    Steps steps = new Steps(console);
    try (Processes processes = new Processes(folder.logs());
        OwnerLines lines = OwnerLines.of(setting.line())) {
      SandboxTrainer trainer = new SandboxTrainer(programs, folder, processes, setting.master());
      SandboxOwners owners =
          new SandboxOwners(
              programs,
              folder,
              processes,
              setting.owners(),
              SandboxGrants.IN_FILE,
              setting.cluster(),
              lines);
      SandboxStudy study =
          new SandboxStudy(
              programs,
              folder,
              processes,
              owners,
              trainer,
              new SandboxData(source.name(), source.table().get(), 0));
      study.serve(steps);
      return measured(steps, study);
    } finally {
      if (keep == Keep.NOTHING) {
        folder.remove();
      }
    }
  }

  private BenchTrainResult measured(Steps steps, SandboxStudy study) {
    SandboxTrainer trainer = study.trainer();
    Path run = trainer.newRun();
    steps.step(
        "plan",
        "grants and a signed plan",
        () -> {
          int iterations = setting.iterations();
          study.owners().grant(SandboxStudy.ID, trainer.wallet(), iterations, study.weights());
          trainer.plan(
              run,
              new SandboxTrainer.Wanted(
                  iterations, setting.activation(), setting.weights(), SandboxTrainer.PENALTY, 0));
        });
    steps.step("ingest", "shards pulled", () -> trainer.ingest(run));
    List<AgentUse> before = AgentUse.of(study.owners().agents());
    OwnerLines.Carried carried = study.owners().lines().carried();
    steps.step(
        "train",
        setting.iterations() + " iterations, release",
        study.progress().training(study.shards()),
        () -> trainer.train(run));
    List<AgentUse> agents = AgentUse.since(before, study.owners().agents());
    OwnerLines.Carried over = study.owners().lines().carried().since(carried);
    steps.step("compare", "the same algorithm in the clear", () -> trainer.compare(run));
    return new BenchTrainResult(
        source,
        setting,
        study.data().table(),
        study.study().parameterSet(),
        new BenchTrainResult.SetUp(
            steps.seconds("keys"), steps.seconds("encrypt"), steps.seconds("ingest")),
        agents,
        setting.line().map(speed -> new OwnerLines.Use(speed, over)),
        SandboxTrainer.read(run.resolve("train.json")),
        SandboxTrainer.read(run.resolve("compare.json")));
  }
}
