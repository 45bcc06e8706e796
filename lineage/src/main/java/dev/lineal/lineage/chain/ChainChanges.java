package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import java.util.Map;
import java.util.Set;

/**
 * What the contracts' events of some blocks name: what must be read anew, and who registered what.
 *
 * @param head block up to which events were read
 * @param whole whether these are all events since the contracts were made, since blocks left the
 *     chain or nothing was known
 * @param datasets numbers that were registered, got versions or terms, or changed hands
 * @param models numbers that were registered, got versions or prices, changed hands, or earned
 * @param grants ids that were given, used by a run or revoked
 * @param registrants of datasets, by number
 * @param trainers who registered models, by number
 */
public record ChainChanges(
    ChainHead head,
    boolean whole,
    Set<Long> datasets,
    Set<Long> models,
    Set<Sha256> grants,
    Map<Long, Address> registrants,
    Map<Long, Address> trainers) {
  /** Whether no event was seen. */
  public boolean none() {
    return !whole && datasets.isEmpty() && models.isEmpty() && grants.isEmpty();
  }
}
