package dev.lineal.market.index;

import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.LicenceTerms;
import java.util.List;

/**
 * A dataset as it is on chain.
 *
 * @param number from 1
 * @param registrant who registered it; anybody may register any hash, so this must be the
 *     manifest's owner for it to be the manifest's dataset
 * @param owner who holds it now
 * @param versions the oldest first
 * @param termsNumber of the terms that count now
 */
public record ListedDataset(
    long number,
    Address registrant,
    Address owner,
    String study,
    List<DatasetVersion> versions,
    long termsNumber,
    LicenceTerms terms) {
  public ListedDataset {
    versions = List.copyOf(versions);
  }
}
