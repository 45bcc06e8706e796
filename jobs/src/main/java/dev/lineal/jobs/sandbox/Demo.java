package dev.lineal.jobs.sandbox;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From rows to an anchored, verified model, each party a process: a chain; owners hold the
 * ceremony, encrypt, register and serve; a trainer buys grants and plans; Spark trains; the owners
 * release and attest; the model is registered, verified and audited. In a folder where the owners
 * are already there, only a new run is made.
 *
 * @param source of the rows, which are dealt out to the owners
 * @param owners number of them
 * @param iterations of the training
 * @param activation of a classification
 * @param l2 weight of the penalty
 * @param master for spark-submit
 * @param serve leaves agents, chain and a market running
 * @param grants on a chain, or in a file
 * @param console is told the steps
 */
record Demo(
    Programs programs,
    SandboxFolder folder,
    Supplier<SandboxData> source,
    int owners,
    int iterations,
    ActivationRounds activation,
    BigDecimal l2,
    String master,
    AgentsAfterwards serve,
    SandboxGrants grants,
    StepConsole console)
    implements Action<DemoResult> {
  /** What becomes of the agents at the end. */
  enum AgentsAfterwards {
    STOPPED,
    LEFT_RUNNING
  }

  @Override
  public DemoResult execute() {
    SandboxData data = source.get();
    folder.requireOurs().create();
    new LeftRunning(folder.left()).stop();
    Steps steps = new Steps(console);
    try (Processes processes = new Processes(folder.logs())) {
      SandboxTrainer trainer = new SandboxTrainer(programs, folder, processes, master, grants);
      SandboxOwners all = new SandboxOwners(programs, folder, processes, owners, grants);
      SandboxChain chain = new SandboxChain(programs, folder, processes);
      SandboxStudy study = new SandboxStudy(programs, folder, processes, all, trainer, chain, data);
      study.serve(steps);
      Path run = trainer.newRun();
      train(steps, study, run);
      Optional<String> page = page(steps, processes, run);
      return result(steps, study, run, page, leave(processes));
    }
  }

  private void train(Steps steps, SandboxStudy study, Path run) {
    SandboxTrainer trainer = study.trainer();
    steps.step("licence", "a grant of every owner", () -> study.grant(iterations));
    steps.step(
        "plan",
        "the trainer signs the plan",
        () ->
            trainer.plan(
                run,
                new SandboxTrainer.Wanted(
                    iterations,
                    activation,
                    WeightForm.ENCRYPTED,
                    l2,
                    study.telemetry(iterations))));
    steps.step(
        "train",
        iterations
            + " iterations on ciphertexts by spark-submit, then the owners' release and attestations",
        study.progress().training(study.shards()),
        () -> trainer.train(run));
    steps.step("verify", "every check of the model's bundle", () -> trainer.verify(run));
    steps.step("audit", "some of its steps, replayed", () -> trainer.audit(run));
    steps.step("compare", "the same algorithm in the clear, and MLlib", () -> trainer.compare(run));
  }

  /** The market over all that was made here, at this run's model. */
  private Optional<String> page(Steps steps, Processes processes, Path run) {
    if (serve == AgentsAfterwards.STOPPED) {
      return Optional.empty();
    }
    SandboxMarket market = new SandboxMarket(programs, folder, processes, grants);
    String model = SandboxTrainer.read(run.resolve("train.json")).get("manifest_sha256").asText();
    return Optional.of(
        steps.get("market", "a page of it all", () -> market.start() + "/models/" + model));
  }

  private List<String> leave(Processes processes) {
    if (serve == AgentsAfterwards.STOPPED) {
      return List.of();
    }
    Map<String, ProcessHandle> left = processes.release();
    new LeftRunning(folder.left()).keep(List.copyOf(left.values()));
    return left.entrySet().stream()
        .map(running -> running.getKey() + ", process " + running.getValue().pid())
        .toList();
  }

  private DemoResult result(
      Steps steps, SandboxStudy study, Path run, Optional<String> page, List<String> left) {
    try {
      study.chain().add(SandboxTrainer.read(run.resolve("train.json")));
      return new DemoResult(
          study.data(),
          Sha256.hash(Files.readAllBytes(folder.train())),
          owners,
          study.study().parameterSet(),
          SignedPlanFile.read(run.resolve("plan.json")).plan().encryption().jointKey(),
          steps.toJson(),
          SandboxTrainer.read(run.resolve("train.json")),
          SandboxTrainer.read(run.resolve("verify.json")),
          SandboxTrainer.read(run.resolve("audit.json")),
          study.chain().gas(),
          SandboxTrainer.read(run.resolve("compare.json")),
          run.resolve("model"),
          page,
          left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
