package dev.lineal.jobs;

import dev.lineal.jobs.audit.AuditCommand;
import dev.lineal.jobs.evaluate.EvaluateCommand;
import dev.lineal.jobs.ingest.IngestCommand;
import dev.lineal.jobs.publish.PredictCommand;
import dev.lineal.jobs.publish.PublishCommand;
import dev.lineal.jobs.run.CheckGrantsCommand;
import dev.lineal.jobs.run.TrainCommand;
import dev.lineal.jobs.sandbox.CompareCommand;
import dev.lineal.jobs.train.IteratePowerCommand;
import dev.lineal.jobs.train.TrainLinearCommand;
import dev.lineal.jobs.train.TrainLogisticCommand;
import dev.lineal.lineage.report.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Every batch job: {@code spark-submit --class dev.lineal.jobs.Main lineal-jobs.jar JOB ...}. */
@Command(
    name = "lineal",
    description = "Batch jobs on encrypted columns.",
    subcommands = {
      CheckGrantsCommand.class,
      IngestCommand.class,
      IteratePowerCommand.class,
      TrainLogisticCommand.class,
      TrainLinearCommand.class,
      EvaluateCommand.class,
      PublishCommand.class,
      AuditCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      CompareCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = new CommandLine(new Main()).execute(arguments);
    if (code != ExitCode.OK.number()) {
      System.exit(code);
    }
  }
}
