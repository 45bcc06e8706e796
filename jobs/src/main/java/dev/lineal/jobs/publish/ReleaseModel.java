package dev.lineal.jobs.publish;

import dev.lineal.he.linalg.WeightShares;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds all released shares and the cluster's part up to the model and takes the standardisation
 * out.
 */
public final class ReleaseModel {
  private ReleaseModel() {}

  /**
   * The model on raw features that all parts add up to.
   *
   * @param shares one per owner, opened by the licensee
   * @param cluster the cluster's parts after the last iteration
   * @param moments with which the owners standardised
   */
  public static LinearModel sum(
      RunPlan plan, List<SealedShare> shares, WeightShares cluster, Moments moments) {
    int bits = shares.get(0).fractionBits();
    List<List<BigInteger>> parts = new ArrayList<>();
    parts.add(ReleasedWeights.clusterPart(cluster, bits));
    for (int owner = 0; owner < plan.datasets().size(); owner++) {
      parts.add(part(shares, owner, bits));
    }
    double[] standardised = ReleasedWeights.sum(parts, bits, TaskPlan.of(plan).interval());
    return model(plan.training().task(), standardised, moments);
  }

  private static LinearModel model(Task task, double[] standardised, Moments moments) {
    List<ColumnMoments> columns = moments.columns();
    List<String> names = columns.stream().map(ColumnMoments::name).toList();
    double[] means = columns.stream().mapToDouble(c -> c.mean().value().doubleValue()).toArray();
    double[] deviations =
        columns.stream().mapToDouble(c -> c.deviation().value().doubleValue()).toArray();
    return task == Task.LINEAR
        ? LinearModel.ofStandardisedTarget(
            names.subList(0, names.size() - 1), standardised, means, deviations)
        : LinearModel.unstandardised(task, names, standardised, means, deviations);
  }

  private static List<BigInteger> part(List<SealedShare> shares, int owner, int bits) {
    return shares.stream()
        .filter(share -> share.owner() == owner && share.fractionBits() == bits)
        .findFirst()
        .orElseThrow(
            () ->
                JobErrors.checkFailed(
                    "The share of owner number " + owner + " is missing or of another scale.",
                    "Ask every owner for its release again."))
        .values();
  }
}
