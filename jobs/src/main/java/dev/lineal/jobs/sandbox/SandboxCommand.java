package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.data.csv.CsvTable;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal sandbox}: the whole line on anybody's CSV file. */
@Command(
    name = "sandbox",
    description = "From a CSV file of yours to an anchored, verified model, on this machine.")
public final class SandboxCommand extends JobCommand {
  @Option(names = "--csv", required = true, description = "Rows, with a header.")
  private Path csv;

  @Option(names = "--label", required = true, description = "Column to predict.")
  private String label;

  @Option(names = "--positive", description = "How class 1 is written, where there are more.")
  private String positive;

  @Option(
      names = "--task",
      defaultValue = "classification",
      description = "classification or regression.")
  private String task;

  @Option(names = "--drop", description = "Column to leave out; may be given more than once.")
  private Set<String> drop = Set.of();

  @Option(names = "--seed", defaultValue = "1", description = "Of the split into five parts.")
  private long seed;

  @Option(
      names = "--dir",
      defaultValue = "lineal-sandbox",
      description = "Everything lies here; a second run finds the owners as they are.")
  private Path dir;

  @Mixin private SandboxOptions options;

  @Override
  protected String schema() {
    return "lineal.sandbox/1";
  }

  @Override
  protected Action<?> action() {
    Optional<String> one = Optional.ofNullable(positive);
    CsvTable table =
        new CsvTable(csv, label, one, readTask(), Set.copyOf(drop), options.owners(), seed);
    return options.demo(dir, () -> SandboxData.of(table), StepConsole.on(people()));
  }

  private Task readTask() {
    if (!List.of("classification", "regression").contains(task)) {
      throw JobErrors.usage(
          "There is no task '" + task + "'.", "Give --task classification or regression.");
    }
    return task.equals("regression") ? Task.LINEAR : Task.LOGISTIC;
  }
}
