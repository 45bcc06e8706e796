package dev.lineal.jobs.publish;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal model predict}. */
@Command(name = "predict", description = "Predictions of a released model for a CSV file.")
public final class PredictCommand extends JobCommand {
  @Option(names = "--model", required = true, description = "Folder of a released model.")
  private Path model;

  @Option(names = "--csv", required = true, description = "Rows, with a header.")
  private Path csv;

  @Option(names = "--out", required = true, description = "File of predictions to write.")
  private Path out;

  @Override
  protected String schema() {
    return "lineal.predict/1";
  }

  @Override
  protected Action<?> action() {
    return new Predict(model, csv, out);
  }
}
