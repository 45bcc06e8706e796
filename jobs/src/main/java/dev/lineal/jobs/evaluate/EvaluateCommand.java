package dev.lineal.jobs.evaluate;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.jobs.train.RunOptions;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate}: before a release on encrypted rows, after it on a public file. */
@Command(
    name = "evaluate",
    description =
        "Metrics of a run's encrypted weights on encrypted held-out rows (--plan, --trained), or of"
            + " a released model on a public CSV file (--model, --csv).")
public final class EvaluateCommand extends JobCommand {
  @ArgGroup(multiplicity = "1")
  private Rows rows;

  /** One of the two kinds of rows. */
  static final class Rows {
    @ArgGroup(exclusive = false)
    private Encrypted encrypted;

    @ArgGroup(exclusive = false)
    private Released released;
  }

  /** Before a release. */
  static final class Encrypted {
    @ArgGroup(exclusive = false, multiplicity = "1")
    private RunOptions options;

    @Option(names = "--trained", required = true, description = "Id of the run to evaluate.")
    private String trained;
  }

  /** After it. */
  static final class Released {
    @Option(names = "--model", required = true, description = "Folder of a released model.")
    private Path model;

    @Option(names = "--csv", required = true, description = "Rows, with a header.")
    private Path csv;

    @Option(names = "--label", required = true, description = "Column that is predicted.")
    private String label;

    @Option(names = "--positive", defaultValue = "1", description = "How class 1 is written.")
    private String positive;
  }

  @Override
  protected String schema() {
    return "lineal.evaluate/1";
  }

  @Override
  protected Action<?> action() {
    if (rows.encrypted != null) {
      return new EvaluateEncrypted(
          rows.encrypted.options.run("evaluate", Task.EVALUATION), rows.encrypted.trained);
    }
    Released released = rows.released;
    return new EvaluateRelease(
        SparkJobs.session("evaluate"),
        released.model,
        released.csv,
        released.label,
        released.positive);
  }
}
