package dev.lineal.jobs;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A job on the command line: it makes an action, executes it, and prints its result. */
public abstract class JobCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write the result as JSON to a file; - is stdout.")
  private String json;

  /** Such as {@code lineal.predict/1}. */
  protected abstract String schema();

  /** The action of these arguments. */
  protected abstract Action<?> action();

  /** Where people read; not standard output when that takes the JSON. */
  protected final PrintStream people() {
    return "-".equals(json) ? System.err : System.out;
  }

  @Override
  public final Integer call() throws IOException {
    Report report = Report.start(schema());
    ExitCode code = ExitCode.OK;
    try {
      Result result = action().execute();
      result.addTo(report);
      people().println(result.summary());
      code = result.exitCode();
    } catch (RuntimeException e) {
      code = failed(report, e);
    }
    if (json != null) {
      report.write(json);
    }
    return code.number();
  }

  private static ExitCode failed(Report report, RuntimeException e) {
    JobException known = JobException.within(e);
    if (known != null) {
      report.failed(known.code(), known.problem(), known.action());
      System.err.println("lineal: " + known.getMessage());
      return known.exitCode();
    }
    if (e instanceof LineageException document) {
      report.failed(document.code(), document.problem(), document.action());
      System.err.println("lineal: " + document.getMessage());
      return ExitCode.values()[document.kind().exitCode()];
    }
    report.failed("internal", String.valueOf(e.getMessage()), "Report this defect with the log.");
    e.printStackTrace();
    return ExitCode.INTERNAL;
  }
}
