package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Owners, a trainer and Spark on this machine, each a process that is started as its user would:
 * what demonstrations and measurements are made of. Closing stops every process.
 */
public final class Sandbox implements AutoCloseable {
  private static final String STUDY = "demo";
  private static final String PURPOSE = "a demonstration on public data";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Programs programs;
  private final SandboxFolder folder;
  private final Processes processes;
  private final SandboxOwners owners;
  private final String master;

  /**
   * @param owners number of them
   * @param master for spark-submit
   */
  public Sandbox(Programs programs, SandboxFolder folder, int owners, String master) {
    this.programs = programs;
    this.folder = folder;
    this.processes = new Processes(folder.logs());
    this.owners = new SandboxOwners(programs, folder, processes, owners);
    this.master = master;
  }

  public SandboxFolder folder() {
    return folder;
  }

  /** Agents that run with the keys and shards of an earlier {@link #setUp}, or of a new one. */
  public void start(Steps steps, String name, SplitTable table) {
    if (Files.exists(folder.ready())) {
      steps.step("serve", owners.count() + " agents, as they were", owners::serve);
    } else {
      setUp(steps, name, table);
    }
  }

  private void setUp(Steps steps, String name, SplitTable table) {
    folder.clear();
    steps.step(
        "data",
        name + " dealt out to " + owners.count() + " owners",
        () -> table.write(folder.data(), owners.count()));
    steps.step("init", "wallets, identities, sealed homes", this::init);
    steps.step(
        "join",
        "agents serve; every owner agrees to the study",
        () -> {
          write(folder.schema(), SchemaOfTable.of(table.train(), "label"));
          processes.run("study-create", programs.ownerAgent("256m", create()));
          owners.join(owners.serve());
        });
    steps.step("keys", "a joint key that nobody holds; collective moments", this::keys);
    steps.step(
        "encrypt", "rows to encrypted shards, each at its owner", () -> owners.encrypt(STUDY));
    write(folder.ready(), "");
  }

  private void init() {
    owners.init();
    processes.run(
        "trainer-init",
        programs.lineage(
            trainer(
                List.of("trainer", "init"), "--home", "--json", folder.root("trainer.json"))));
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

  private void keys() {
    processes.run(
        "study-keys",
        programs.ownerAgent(
            "512m", List.of("study", "keys", "--study", folder.study().toString())));
  }

  /**
   * Licences of all owners and a signed plan under them.
   *
   * @return the new run's folder
   */
  public Path plan(int iterations) {
    Path run = folder.runs().resolve(Long.toString(System.currentTimeMillis()));
    try {
      Files.createDirectories(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String wallet = read(folder.root().resolve("trainer.json")).get("wallet").asText();
    owners.grant(STUDY, wallet, iterations, features());
    processes.run(
        "plan",
        programs.local(
            trainer(
                List.of("plan"),
                "--trainer",
                "--study",
                folder.study().toString(),
                "--ledger",
                folder.ledger().toString(),
                "--iterations",
                Integer.toString(iterations),
                "--out",
                run.resolve("plan.json").toString())));
    return run;
  }

  /** Features of the owners' blocks, the bias counted. */
  private int features() {
    return new Catalogue(StudyOwners.read(folder.study()), Patience.DEFAULT)
        .datasets()
        .get(0)
        .shards()
        .get(0)
        .columns();
  }

  private List<String> trainer(List<String> verb, String home, String... options) {
    List<String> words = new ArrayList<>(verb);
    words.addAll(List.of(home, folder.trainer().toString()));
    words.addAll(List.of("--passphrase-file", folder.passphrase().toString()));
    words.addAll(Arrays.asList(options));
    return words;
  }

  /** Pulls the shards of a run's plan into the store. */
  public JsonNode ingest(Path run) {
    return job(run, "ingest", List.of("ingest", "--store", folder.store().toString()));
  }

  /** Trains and releases; the report. */
  public JsonNode train(Path run) {
    processes.run("train", trainCommand(run, master, folder.store()));
    return read(run.resolve("train.json"));
  }

  /**
   * The command of {@link #train}.
   *
   * @param where for spark-submit
   * @param store folder of the Delta tables
   */
  List<String> trainCommand(Path run, String where, Path store, String... options) {
    List<String> words =
        trainer(
            List.of("train"),
            "--trainer",
            "--store",
            store.toString(),
            "--model",
            run.resolve("model").toString());
    words.addAll(Arrays.asList(options));
    return programs.job(where, described(run, "train", words));
  }

  /** The run's model beside the same algorithm in the clear, and MLlib. */
  public JsonNode compare(Path run) {
    return job(
        run,
        "compare",
        List.of(
            "compare",
            "--train",
            folder.train().toString(),
            "--test",
            folder.test().toString(),
            "--model",
            run.resolve("model").toString()));
  }

  private JsonNode job(Path run, String name, List<String> words) {
    processes.run(name, programs.job(master, described(run, name, words)));
    return read(run.resolve(name + ".json"));
  }

  private List<String> described(Path run, String name, List<String> words) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--plan", run.resolve("plan.json").toString()));
    all.addAll(List.of("--study", folder.study().toString()));
    all.addAll(List.of("--json", run.resolve(name + ".json").toString()));
    return all;
  }

  /** The owners' agents. */
  public List<ProcessHandle> agents() {
    return owners.agents();
  }

  Processes processes() {
    return processes;
  }

  SandboxOwners owners() {
    return owners;
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

  @Override
  public void close() {
    processes.close();
  }
}
