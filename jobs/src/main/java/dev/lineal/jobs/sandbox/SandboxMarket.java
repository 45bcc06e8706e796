package dev.lineal.jobs.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The market over a sandbox's tables, bundles and chain, as a process. */
record SandboxMarket(
    Programs programs, SandboxFolder folder, Processes processes, SandboxGrants grants) {
  private static final String NAME = "market";

  /** Starts it on a free port; returns its address. */
  String start() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "market",
                "serve",
                "--dir",
                folder.store().resolve("lineage").toString(),
                "--trainings",
                folder.store().toString()));
    models().forEach(model -> words.addAll(List.of("--bundles", model.toString())));
    if (grants == SandboxGrants.ON_CHAIN) {
      words.addAll(grants.options(folder));
    }
    processes.start(NAME, programs.market(words));
    return processes.awaitLine(NAME, "listening ");
  }

  /** Folders that hold a bundle each: a model of every run. */
  private List<Path> models() {
    try (Stream<Path> runs = Files.list(folder.runs())) {
      return runs.map(run -> run.resolve("model")).filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
