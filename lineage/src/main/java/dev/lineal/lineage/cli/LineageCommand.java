package dev.lineal.lineage.cli;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command with {@code --json}: its result or its error in one object, and an exit code. */
public abstract class LineageCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write the result as JSON to a file; - is stdout.")
  private String json;

  private final String schema;

  /**
   * @param schema such as {@code lineal.trainer.init/1}
   */
  protected LineageCommand(String schema) {
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
    int exit = ExitCode.OK.number();
    try {
      run(report, "-".equals(json) ? System.err : System.out);
    } catch (LineageException e) {
      exit = failed(report, e.code(), e.problem(), e.action(), e.kind().exitCode());
    } catch (IOException e) {
      String why = e.getClass().getSimpleName() + ": " + e.getMessage();
      exit =
          failed(
              report,
              "io",
              "A file could not be read or written (" + why + ").",
              "Check its path and the disk's space.",
              ExitCode.INFRASTRUCTURE.number());
    } catch (IllegalArgumentException e) {
      exit =
          failed(
              report,
              "input",
              String.valueOf(e.getMessage()),
              "See the command's --help.",
              ExitCode.USAGE.number());
    }
    if (json != null) {
      report.write(json);
    }
    return exit;
  }

  private static int failed(Report report, String code, String problem, String action, int exit) {
    System.err.println(("lineal: " + problem + " " + action).strip());
    report.failed(code, problem, action);
    return exit;
  }
}
