package dev.lineal.jobs.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import java.util.List;

/**
 * What an audit found.
 *
 * @param run id, hexadecimal
 * @param steps of the run
 * @param sampled steps that were replayed
 * @param mismatched those that do not hold
 */
public record Audited(String run, int steps, int sampled, List<Mismatch> mismatched)
    implements Result {
  public Audited {
    mismatched = List.copyOf(mismatched);
  }

  @Override
  public ExitCode exitCode() {
    return mismatched.isEmpty() ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }

  @Override
  public void addTo(Report report) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    report.with("run_id", json.textNode(run));
    report.with("steps", json.numberNode(steps));
    report.with("sampled", json.numberNode(sampled));
    ArrayNode found = json.arrayNode();
    for (Mismatch mismatch : mismatched) {
      found
          .addObject()
          .put("iteration", mismatch.step().iteration())
          .put("round", mismatch.step().round())
          .put("slice", mismatch.step().slice())
          .put("why", mismatch.why());
    }
    report.with("mismatched", json.numberNode(mismatched.size()));
    report.with("mismatches", found);
  }

  @Override
  public String summary() {
    StringBuilder text =
        new StringBuilder(
            "%d of %d steps replayed, %d do not hold".formatted(sampled, steps, mismatched.size()));
    mismatched.forEach(
        mismatch -> text.append("\n  " + mismatch.step().place() + ": " + mismatch.why()));
    return text.toString();
  }
}
