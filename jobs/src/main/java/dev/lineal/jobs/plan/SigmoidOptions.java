package dev.lineal.jobs.plan;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.jobs.JobErrors;
import picocli.CommandLine.Option;

/** How well a logistic training follows the sigmoid. */
public final class SigmoidOptions {
  @Option(
      names = "--sigmoid-degree",
      defaultValue = "5",
      description =
          "Degree of the sigmoid's polynomial: 5, 9 (one round more per iteration) or 13 (two);"
              + " a regression has none.")
  private int degree;

  /** Its rounds. */
  public ActivationRounds activation() {
    return ActivationRounds.ALL.stream()
        .filter(known -> known.degree() == degree)
        .findFirst()
        .orElseThrow(
            () -> JobErrors.usage("--sigmoid-degree is " + degree + ".", "Give 5, 9 or 13."));
  }
}
