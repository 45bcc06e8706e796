package dev.lineal.jobs.plan;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.TrainerOptions;
import dev.lineal.jobs.grants.GrantOptions;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.study.Study;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal plan}: what will be run, what it costs, what will be released; signed. */
@Command(
    name = "plan",
    description = "Makes and signs the plan of a run on the owners' newest datasets.")
public final class PlanCommand extends JobCommand {
  private static final int SHIFT = 20;

  @Mixin private TrainerOptions trainer;

  @Option(names = "--study", required = true, description = "The study's file.")
  private Path study;

  @Mixin private GrantOptions grants;

  @Option(names = "--iterations", defaultValue = "32", description = "Of the training.")
  private int iterations;

  @Option(names = "--l2", defaultValue = "0.01", description = "Weight of the penalty, 0 or more.")
  private BigDecimal l2;

  @Mixin private SigmoidOptions sigmoid;

  @Mixin private WeightsOption weights;

  @Option(
      names = "--telemetry",
      defaultValue = "0",
      description = "The last so many iterations release their mean squared margin, a number each.")
  private int telemetry;

  @Mixin private ParentOption parent;

  @Mixin private ContributionOptions contributions;

  @Option(names = "--out", required = true, description = "File of the signed plan.")
  private Path out;

  @Override
  protected String schema() {
    return "lineal.plan/1";
  }

  @Override
  protected Action<?> action() {
    Study read = StudyOwners.read(study);
    return new MakePlan(
        read,
        new Catalogue(read, Patience.DEFAULT),
        grants.open().requireOf(read),
        trainer.open(),
        iterations,
        factor(),
        sigmoid.activation(),
        weights.form(),
        requireTelemetry(),
        parent.read(),
        contributions.validation(),
        out);
  }

  private int requireTelemetry() {
    if (telemetry < 0 || telemetry > iterations) {
      throw JobErrors.usage(
          "--telemetry is %d of %d iterations.".formatted(telemetry, iterations),
          "Give 0 to %d.".formatted(iterations));
    }
    return telemetry;
  }

  private Factor factor() {
    if (l2.signum() < 0 || l2.compareTo(BigDecimal.TEN) > 0) {
      throw JobErrors.usage("--l2 is " + l2 + ".", "Give 0 to 10.");
    }
    BigDecimal scaled = l2.multiply(BigDecimal.valueOf(1L << SHIFT));
    return new Factor(scaled.setScale(0, RoundingMode.HALF_EVEN).longValueExact(), SHIFT);
  }
}
