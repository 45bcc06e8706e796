package dev.lineal.lineage.cli;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command with {@code --json}: its result or its error in one object, and an exit code. */
public abstract class ReportedCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write the result as JSON to a file; - is stdout.")
  private String json;

  private final String schema;

  /**
   * @param schema such as {@code lineal.licence.buy/1}
   */
  protected ReportedCommand(String schema) {
    this.schema = schema;
  }

  /**
   * Does the work and tells it.
   *
   * @param report takes the result's fields
   * @param out for people; not standard output when that takes the JSON
   */
  protected abstract void run(Report report, PrintStream out) throws IOException;

  @Override
  public final Integer call() throws IOException {
    Report report = Report.start(schema);
    int exit;
    try {
      run(report, "-".equals(json) ? System.err : System.out);
      exit = ExitCode.OK.number();
    } catch (LineageException e) {
      exit = failed(report, e.code(), e.problem(), e.action(), e.kind().exitCode());
    } catch (IOException e) {
      String why = e.getClass().getSimpleName() + ": " + e.getMessage();
      String problem = "A file could not be read or written (" + why + ").";
      exit = failed(report, "io", problem, "", ExitCode.INFRASTRUCTURE.number());
    } catch (IllegalArgumentException e) {
      exit = failed(report, "input", String.valueOf(e.getMessage()), "", ExitCode.USAGE.number());
    }
    writeNow(report);
    return exit;
  }

  /** Writes the report before the command ends, for one that runs until it is stopped. */
  protected final void writeNow(Report report) throws IOException {
    if (json != null) {
      report.write(json);
    }
  }

  private static int failed(Report report, String code, String problem, String action, int exit) {
    System.err.println(("lineal: " + problem + " " + action).strip());
    report.failed(code, problem, action);
    return exit;
  }
}
