package dev.lineal.market.index;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Deployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a market shows.
 *
 * @param tables folder of the lineage tables
 * @param bundles folders whose entries are bundles
 * @param trainings store of the trainings' own tables, for the times of their iterations
 * @param chain the contracts
 * @param every how often tables and chain are looked at
 */
public record Sources(
    Path tables,
    List<Path> bundles,
    Optional<Path> trainings,
    Optional<Deployment> chain,
    Duration every) {
  public Sources {
    Require.present("tables", tables);
    bundles = List.copyOf(bundles);
    Require.range("poll milliseconds", every.toMillis(), 10, 3_600_000);
  }
}
