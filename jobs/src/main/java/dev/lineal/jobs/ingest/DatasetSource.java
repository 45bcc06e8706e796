package dev.lineal.jobs.ingest;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A dataset version and where to get it.
 *
 * @param owner whose agent publishes it
 * @param contentRoot of the version
 * @param manifest hash of its manifest, as anchored or planned
 */
public record DatasetSource(OwnerAddress owner, Sha256 contentRoot, Sha256 manifest) {
  /**
   * The datasets of a plan.
   *
   * @param owners in the plan's order
   */
  public static List<DatasetSource> of(RunPlan plan, List<OwnerAddress> owners) {
    if (owners.size() != plan.datasets().size()) {
      throw JobErrors.usage(
          "The plan has %d datasets, and %d owners are named."
              .formatted(plan.datasets().size(), owners.size()),
          "Name one owner per dataset, in the plan's order.");
    }
    return IntStream.range(0, owners.size())
        .mapToObj(i -> of(owners.get(i), plan.datasets().get(i)))
        .toList();
  }

  private static DatasetSource of(OwnerAddress owner, PlannedDataset dataset) {
    return new DatasetSource(owner, dataset.contentRoot(), dataset.manifest());
  }
}
