package dev.lineal.lineage.chain;

import java.util.List;

/**
 * A model as it is on chain.
 *
 * @param number from 1
 * @param owner who holds it
 * @param versions the oldest first
 */
public record ChainModel(
    long number,
    Address owner,
    ModelTerms terms,
    List<Contributor> contributors,
    List<ModelParent> parents,
    List<ModelVersion> versions) {
  public ChainModel {
    contributors = List.copyOf(contributors);
    parents = List.copyOf(parents);
    versions = List.copyOf(versions);
  }
}
