package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.WeightForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The trainer of a sandbox: every verb is the command that a trainer would type, its files in a
 * folder per run.
 *
 * @param master for spark-submit
 */
record SandboxTrainer(
    Programs programs,
    SandboxFolder folder,
    Processes processes,
    String master,
    SandboxGrants grants) {
  private static final String AUDITED_STEPS = "10";

  /** Weight of the penalty, unless somebody asks for another. */
  static final BigDecimal PENALTY = new BigDecimal("0.01");

  /** Of a call. */
  static final BigInteger PRICE_WEI = BigInteger.valueOf(1_000_000_007);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A trainer whose grants are in a file. */
  SandboxTrainer(Programs programs, SandboxFolder folder, Processes processes, String master) {
    this(programs, folder, processes, master, SandboxGrants.IN_FILE);
  }

  void init() {
    processes.run(
        "trainer-init",
        programs.lineage(
            List.of(
                "trainer",
                "init",
                "--home",
                folder.trainer().toString(),
                "--passphrase-file",
                folder.passphrase().toString(),
                "--json",
                home().toString())));
  }

  private Path home() {
    return folder.root().resolve("trainer.json");
  }

  String wallet() {
    return read(home()).get("wallet").asText();
  }

  /** A new run's folder. */
  Path newRun() {
    try {
      return Files.createDirectories(
          folder.runs().resolve(Long.toString(System.currentTimeMillis())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void plan(Path run, int iterations) {
    plan(run, new Wanted(iterations, ActivationRounds.DEGREE_5, WeightForm.ENCRYPTED, PENALTY, 0));
  }

  /**
   * What is to be trained.
   *
   * @param l2 weight of the penalty
   * @param telemetry iterations that release their mean squared margin, the last ones
   */
  record Wanted(
      int iterations,
      ActivationRounds activation,
      WeightForm weights,
      BigDecimal l2,
      int telemetry) {}

  void plan(Path run, Wanted wanted) {
    List<String> words =
        trainers(
            List.of("plan", "--study", folder.study().toString()),
            "--iterations",
            Integer.toString(wanted.iterations()),
            "--sigmoid-degree",
            Integer.toString(wanted.activation().degree()),
            "--weights",
            wanted.weights().name().toLowerCase(Locale.ROOT),
            "--l2",
            wanted.l2().toPlainString(),
            "--telemetry",
            Integer.toString(wanted.telemetry()),
            "--out",
            run.resolve("plan.json").toString());
    words.addAll(grants.options(folder));
    processes.run("plan", programs.local(words));
  }

  /** Pulls the shards of a run's plan into the store. */
  void ingest(Path run) {
    List<String> job = new ArrayList<>(ofRun(run, "ingest"));
    job.addAll(List.of("--store", folder.store().toString()));
    processes.run("ingest", programs.job(master, job));
  }

  /** The whole job. */
  void train(Path run) {
    List<String> options = new ArrayList<>(List.of("--validation", folder.test().toString()));
    if (grants == SandboxGrants.ON_CHAIN) {
      options.addAll(
          List.of("--price-per-call-wei", PRICE_WEI.toString(), "--derivative-share-bp", "500"));
    }
    processes.run("train", trainCommand(run, folder.store(), options.toArray(String[]::new)));
  }

  /** A grant of a dataset, for models that earn. */
  void buy(long dataset, String purpose, Path report) {
    processes.run(
        "licence-buy",
        programs.lineage(
            List.of(
                "licence",
                "buy",
                "--chain",
                folder.deployment().toString(),
                "--wallet",
                folder.trainer().resolve("wallet.json").toString(),
                "--passphrase-file",
                folder.passphrase().toString(),
                "--dataset",
                Long.toString(dataset),
                "--purpose",
                purpose,
                "--commercial",
                "--json",
                report.toString())));
  }

  /** Checks a run's bundle, as anybody can. */
  void verify(Path run) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "verify",
                run.resolve("model/bundle.zip").toString(),
                "--json",
                run.resolve("verify.json").toString()));
    if (grants == SandboxGrants.ON_CHAIN) {
      words.addAll(grants.options(folder));
    }
    processes.run("verify", programs.lineage(words));
  }

  /**
   * The command of a whole job, which writes train.json into the run's folder.
   *
   * @param store folder of the Delta tables
   */
  List<String> trainCommand(Path run, Path store, String... options) {
    List<String> job =
        trainers(
            ofRun(run, "train"),
            "--store",
            store.toString(),
            "--model",
            run.resolve("model").toString(),
            "--json",
            run.resolve("train.json").toString());
    job.addAll(grants.options(folder));
    job.addAll(Arrays.asList(options));
    return programs.job(master, job);
  }

  /** Replays a sample of a run's steps. */
  void audit(Path run) {
    List<String> job =
        List.of(
            "audit",
            "--plan",
            run.resolve("plan.json").toString(),
            "--store",
            folder.store().toString(),
            "--sample",
            AUDITED_STEPS,
            "--json",
            run.resolve("audit.json").toString());
    processes.run("audit", programs.job(master, job));
  }

  void compare(Path run) {
    List<String> job = new ArrayList<>(ofRun(run, "compare"));
    job.addAll(
        List.of(
            "--train",
            folder.train().toString(),
            "--test",
            folder.test().toString(),
            "--model",
            run.resolve("model").toString(),
            "--json",
            run.resolve("compare.json").toString()));
    processes.run("compare", programs.job(master, job));
  }

  private List<String> ofRun(Path run, String job) {
    return List.of(
        job, "--plan", run.resolve("plan.json").toString(), "--study", folder.study().toString());
  }

  private List<String> trainers(List<String> words, String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(
        List.of(
            "--trainer",
            folder.trainer().toString(),
            "--passphrase-file",
            folder.passphrase().toString()));
    all.addAll(Arrays.asList(more));
    return all;
  }

  static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
