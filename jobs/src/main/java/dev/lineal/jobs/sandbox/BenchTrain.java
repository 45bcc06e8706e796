package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.data.SplitTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Times a training between processes: agents, a trainer, Spark. All on this machine, so owners' CPU
 * time is part of the wall time.
 *
 * @param folder where it happens; owners that are there already are used again
 * @param name of the data
 * @param owners number of them
 * @param console gets a line per step
 */
record BenchTrain(
    Programs programs,
    SandboxFolder folder,
    String name,
    SplitTable table,
    int owners,
    int iterations,
    String master,
    Consumer<String> console)
    implements Action<BenchResult> {
  @Override
  public BenchResult execute() {
    folder.requireOurs().create();
    new LeftRunning(folder.left()).stop();
    Steps steps = new Steps(console);
    try (Processes processes = new Processes(folder.logs())) {
      SandboxTrainer trainer = new SandboxTrainer(programs, folder, processes, master);
      SandboxOwners all = new SandboxOwners(programs, folder, processes, owners);
      SandboxStudy study = new SandboxStudy(programs, folder, processes, all, trainer, name, table);
      study.serve(steps);
      Path run = trainer.newRun();
      all.grant(SandboxStudy.ID, trainer.wallet(), iterations, study.weights());
      trainer.plan(run, iterations);
      List<Meter> before = agents(processes);
      Meter[] cluster = new Meter[1];
      steps.step(
          "train",
          iterations + " iterations, release and model",
          () -> trainer.train(run, process -> cluster[0] = Meter.untilItEnds(process)));
      List<Meter> after = agents(processes);
      steps.step("compare", "the same algorithm in the clear", () -> trainer.compare(run));
      return new BenchResult(
          this,
          study.study().parameterSet(),
          steps.toJson(),
          SandboxTrainer.read(run.resolve("train.json")),
          SandboxTrainer.read(run.resolve("compare.json")),
          before,
          after,
          cluster[0]);
    }
  }

  private List<Meter> agents(Processes processes) {
    List<Meter> meters = new ArrayList<>();
    for (int i = 0; i < owners; i++) {
      meters.add(Meter.of(processes.of(SandboxOwners.agent(i))));
    }
    return meters;
  }
}
