package dev.lineal.jobs.plan;

import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.JobErrors;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How the weights of a logistic training stand between two iterations. */
public final class WeightsOption {
  @Option(
      names = "--weights",
      defaultValue = "encrypted",
      description =
          "encrypted: the cluster multiplies by encrypted weights. shared: weights stay in shares"
              + " and every owner multiplies all columns by its own, which is faster where columns"
              + " outnumber blocks and owners check the cluster (docs/protocol.md).")
  private String weights;

  /** As it was given. */
  public WeightForm form() {
    try {
      return WeightForm.valueOf(weights.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw JobErrors.usage("--weights is " + weights + ".", "Give encrypted or shared.");
    }
  }
}
