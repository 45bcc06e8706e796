package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.data.WriteDataSet;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.study.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The owners' side of a sandbox: a study over a public table, dealt out to its owners.
 *
 * @param data dealt out to the owners
 */
record SandboxStudy(
    Programs programs,
    SandboxFolder folder,
    Processes processes,
    SandboxOwners owners,
    SandboxTrainer trainer,
    SandboxChain chain,
    SandboxData data) {
  static final String ID = "sandbox";
  static final String PURPOSE = "a demonstration on public data";

  /** Each is a number of the key set's budget. */
  private static final int MOST_TELEMETRY = 32;

  /** A study whose grants are in a file. */
  SandboxStudy(
      Programs programs,
      SandboxFolder folder,
      Processes processes,
      SandboxOwners owners,
      SandboxTrainer trainer,
      SandboxData data) {
    this(
        programs,
        folder,
        processes,
        owners,
        trainer,
        new SandboxChain(programs, folder, processes),
        data);
  }

  /** Agents that serve encrypted rows: those that are there, or new ones. */
  void serve(Steps steps) {
    if (Files.exists(folder.ready())) {
      requireSame();
      startChain(steps);
      steps.step("serve", owners.count() + " agents, as they were", owners::serve);
    } else {
      setUp(steps);
    }
  }

  private void requireSame() {
    try {
      String made = Files.readString(folder.ready());
      if (!made.equals(grants().name())) {
        throw JobErrors.usage(
            "The sandbox in %s was made otherwise: its grants are %s."
                .formatted(folder.root(), made.isEmpty() ? SandboxGrants.IN_FILE : made),
            "Choose another folder with --dir.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startChain(Steps steps) {
    if (grants() == SandboxGrants.ON_CHAIN) {
      List<String> wallets = new ArrayList<>(owners.wallets());
      wallets.add(trainer.wallet());
      steps.step("chain", "anvil on the loopback with the contracts", () -> chain.start(wallets));
    }
  }

  private void setUp(Steps steps) {
    folder.clear();
    steps.step(
        "data", data.name() + " dealt out to " + owners.count() + " owners", this::writeData);
    steps.step(
        "init",
        "wallets, identities, sealed homes",
        () -> {
          owners.init();
          trainer.init();
        });
    startChain(steps);
    steps.step(
        "join",
        "agents serve; every owner agrees to the study",
        () -> {
          write(folder.schema(), SchemaOfTable.of(data.table().train(), "label"));
          processes.run("study-create", programs.ownerAgent(create()));
          owners.join(owners.serve());
        });
    steps.step(
        "keys",
        "a joint key that nobody holds; collective moments",
        () ->
            processes.run(
                "study-keys",
                programs.ownerAgent(
                    List.of("study", "keys", "--study", folder.study().toString()))));
    steps.step(
        "encrypt",
        "rows to encrypted shards, each at its owner",
        progress().encryption(),
        () -> owners.encrypt(ID));
    if (grants() == SandboxGrants.ON_CHAIN) {
      steps.step("register", "datasets and terms on the chain", () -> chain.register(owners));
    }
    write(folder.ready(), grants().name());
  }

  private void writeData() {
    WriteDataSet.write(data.table(), folder.data(), owners.count());
  }

  private List<String> create() {
    List<String> words = new ArrayList<>(createWords());
    if (grants() == SandboxGrants.ON_CHAIN) {
      words.addAll(grants().options(folder));
    }
    return words;
  }

  private SandboxGrants grants() {
    return owners.grants();
  }

  private List<String> createWords() {
    return List.of(
        "study",
        "create",
        "--id",
        ID,
        "--purpose",
        PURPOSE,
        "--schema",
        folder.schema().toString(),
        "--out",
        folder.study().toString());
  }

  Study study() {
    return StudyOwners.read(folder.study());
  }

  /** A grant of every owner: bought, or in the file. */
  void grant(int iterations) {
    if (grants() == SandboxGrants.ON_CHAIN) {
      chain.buy(trainer, owners.count());
    } else {
      owners.grant(ID, trainer.wallet(), iterations, weights() + telemetry(iterations));
    }
  }

  /** How far its long steps are. */
  LogGauges progress() {
    return new LogGauges(processes, owners.count());
  }

  /** Shards of all owners. */
  int shards() {
    return new Catalogue(study(), Patience.DEFAULT)
        .datasets().stream().mapToInt(dataset -> dataset.shards().size()).sum();
  }

  /** How many of a run's iterations release their mean squared margin: a regression has none. */
  int telemetry(int iterations) {
    return data.task() == Task.LINEAR ? 0 : Math.min(iterations, MOST_TELEMETRY);
  }

  /** Numbers that a model of this study releases: columns, without a regression's target. */
  int weights() {
    int columns =
        new Catalogue(study(), Patience.DEFAULT).datasets().get(0).shards().get(0).columns();
    return data.table().train().task() == Task.LINEAR ? columns - 1 : columns;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
