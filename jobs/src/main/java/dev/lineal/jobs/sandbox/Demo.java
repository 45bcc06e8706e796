package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.data.WriteDataSet;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.SignedPlanFile;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.study.Study;
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
  private static final String STUDY = "demo";
  private static final String PURPOSE = "a demonstration on public data";
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
      SandboxOwners all = new SandboxOwners(programs, folder, processes, owners);
      SplitTable table = set.load(PackageCache.ofUser());
      if (Files.exists(folder.ready())) {
        steps.step("serve", owners + " agents, as they were", all::serve);
      } else {
        setUp(steps, processes, all, table);
      }
      Path run = train(steps, processes, all, features());
      return result(steps, table, run, leave(processes));
    }
  }

  private List<String> leave(Processes processes) {
    if (serve == AgentsAfterwards.STOPPED) {
      return List.of();
    }
    List<ProcessHandle> left = processes.release();
    new LeftRunning(folder.left()).keep(left);
    return left.stream().map(process -> "agent, process " + process.pid()).toList();
  }

  private void setUp(Steps steps, Processes processes, SandboxOwners all, SplitTable table) {
    folder.clear();
    steps.step("data", set.text() + " dealt out to " + owners + " owners", this::writeData);
    steps.step(
        "init",
        "wallets, identities, sealed homes",
        () -> {
          all.init();
          processes.run("trainer-init", programs.lineage(trainer("trainer", "init", "--home")));
        });
    steps.step(
        "join",
        "agents serve; every owner agrees to the study",
        () -> {
          write(folder.schema(), SchemaOfTable.of(table.train(), "label"));
          processes.run("study-create", programs.ownerAgent("256m", create()));
          all.join(all.serve());
        });
    steps.step(
        "keys",
        "a joint key that nobody holds; collective moments",
        () ->
            processes.run(
                "study-keys",
                programs.ownerAgent(
                    "512m", List.of("study", "keys", "--study", folder.study().toString()))));
    steps.step("encrypt", "rows to encrypted shards, each at its owner", () -> all.encrypt(STUDY));
    write(folder.ready(), "");
  }

  private void writeData() {
    new WriteDataSet(set, folder.data(), owners, PackageCache.ofUser()).execute();
  }

  private List<String> create() {
    return List.of(
        "study",
        "create",
        "--id",
        STUDY,
        "--purpose",
        PURPOSE,
        "--schema",
        folder.schema().toString(),
        "--out",
        folder.study().toString());
  }

  /** Features of the owners' blocks, the bias counted. */
  private int features() {
    Study study = StudyOwners.read(folder.study());
    return new Catalogue(study, Patience.DEFAULT).datasets().get(0).shards().get(0).columns();
  }

  private Path train(Steps steps, Processes processes, SandboxOwners all, int features) {
    Path run = folder.runs().resolve(Long.toString(System.currentTimeMillis()));
    steps.step(
        "plan",
        "grants of all owners; the trainer signs the plan",
        () -> {
          try {
            Files.createDirectories(run);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          all.grant(STUDY, trainerWallet(), iterations, features);
          processes.run("plan", programs.local(plan(run)));
        });
    steps.step(
        "train",
        iterations + " iterations on ciphertexts by spark-submit, then the owners' release",
        () -> processes.run("train", programs.job(master, job(run))));
    steps.step(
        "compare",
        "the same algorithm in the clear, and MLlib",
        () -> processes.run("compare", programs.job(master, compare(run))));
    return run;
  }

  private String trainerWallet() {
    return read(folder.root().resolve("trainer.json")).get("wallet").asText();
  }

  private List<String> trainer(String noun, String verb, String home) {
    return List.of(
        noun,
        verb,
        home,
        folder.trainer().toString(),
        "--passphrase-file",
        folder.passphrase().toString(),
        "--json",
        folder.root().resolve("trainer.json").toString());
  }

  private List<String> plan(Path run) {
    return List.of(
        "plan",
        "--study",
        folder.study().toString(),
        "--ledger",
        folder.ledger().toString(),
        "--trainer",
        folder.trainer().toString(),
        "--passphrase-file",
        folder.passphrase().toString(),
        "--iterations",
        Integer.toString(iterations),
        "--out",
        run.resolve("plan.json").toString());
  }

  private List<String> job(Path run) {
    return List.of(
        "train",
        "--plan",
        run.resolve("plan.json").toString(),
        "--study",
        folder.study().toString(),
        "--trainer",
        folder.trainer().toString(),
        "--passphrase-file",
        folder.passphrase().toString(),
        "--store",
        folder.store().toString(),
        "--model",
        run.resolve("model").toString(),
        "--json",
        run.resolve("train.json").toString());
  }

  private List<String> compare(Path run) {
    return List.of(
        "compare",
        "--plan",
        run.resolve("plan.json").toString(),
        "--study",
        folder.study().toString(),
        "--train",
        folder.train().toString(),
        "--test",
        folder.test().toString(),
        "--model",
        run.resolve("model").toString(),
        "--json",
        run.resolve("compare.json").toString());
  }

  private DemoResult result(Steps steps, SplitTable table, Path run, List<String> left) {
    return new DemoResult(
        set.text(),
        table,
        hash(folder.train()),
        owners,
        StudyOwners.read(folder.study()).parameterSet(),
        SignedPlanFile.read(run.resolve("plan.json")).plan().encryption().jointKey(),
        steps.toJson(),
        read(run.resolve("train.json")),
        read(run.resolve("compare.json")),
        run.resolve("model"),
        left);
  }

  private static Sha256 hash(Path file) {
    try {
      return Sha256.hash(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
