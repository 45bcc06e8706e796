package dev.lineal.owner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal bench kernels}: exit code 1 when a kernel's bits differ from the reference's. */
@Command(
    name = "kernels",
    description = "Times every kernel at STUDY_13 on one core beside OpenFHE's operations.")
final class KernelBenchCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Write the figures as JSON to a file; - is stdout.")
  private String json;

  @Option(names = "--repeats", defaultValue = "9", description = "Runs of each; at least 7.")
  private int repeats;

  @Override
  public Integer call() throws IOException {
    if (repeats < 7 || repeats > 1000) {
      System.err.println("lineal: --repeats lies in 7 .. 1000, not " + repeats + ".");
      return ExitCode.USAGE.number();
    }
    Report report = Report.start("lineal.bench.kernels/1");
    JsonNode results = KernelBench.results(repeats);
    report.with("threads", JsonNodeFactory.instance.numberNode(1)).with("results", results);
    boolean exact = true;
    for (JsonNode row : results) {
      exact &= row.get("bit_exact").isNull() || row.get("bit_exact").booleanValue();
    }
    if (!exact) {
      report.failed("not_bit_exact", "A kernel's bits differ from the reference's.", "Report it.");
    }
    print(results, "-".equals(json) ? System.err : System.out);
    if (json != null) {
      report.write(json);
    }
    return (exact ? ExitCode.OK : ExitCode.CHECK_FAILED).number();
  }

  private static void print(JsonNode results, PrintStream out) {
    out.printf(
        "%-31s %-9s %12s %12s %8s %10s  %s%n",
        "kernel", "path", "best us", "median us", "GB/s", "x OpenFHE", "bit-exact");
    for (JsonNode row : results) {
      out.printf(
          "%-31s %-9s %12.1f %12.1f %8s %10s  %s%n",
          row.get("kernel").asText(),
          row.get("path").asText(),
          row.get("best_us").asDouble(),
          row.get("median_us").asDouble(),
          text(row.get("gb_per_s")),
          text(row.get("ratio_to_openfhe")),
          text(row.get("bit_exact")));
    }
  }

  private static String text(JsonNode value) {
    return value.isNull() ? "-" : value.asText();
  }
}
