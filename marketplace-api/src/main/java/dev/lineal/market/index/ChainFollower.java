package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainChanges;
import dev.lineal.lineage.chain.ChainEvents;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.ChainHead;
import dev.lineal.lineage.chain.Datasets;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.LinealChain;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads of the chain what its events say has changed; one thread at a time. */
final class ChainFollower {
  private final Deployment deployment;
  private final Map<Long, ListedDataset> datasets = new HashMap<>();
  private final Map<Long, ListedModel> models = new HashMap<>();
  private final Map<Sha256, ChainGrant> grants = new HashMap<>();
  private final Map<Long, Address> registrants = new HashMap<>();
  private final Map<Long, Address> trainers = new HashMap<>();
  private volatile LinealChain chain;
  private ChainHead head;

  ChainFollower(Deployment deployment) {
    this.deployment = deployment;
  }

  /** The chain, once it was reached. */
  Optional<LinealChain> chain() {
    return Optional.ofNullable(chain);
  }

  /**
   * The state at the newest block. After a failure the next call reads the same changes again.
   *
   * @throws dev.lineal.lineage.LineageException where the node does not answer
   */
  ChainState read() {
    if (chain == null) {
      chain = LinealChain.open(deployment);
    }
    ChainChanges changes = ChainEvents.since(chain, Optional.ofNullable(head));
    if (changes.whole()) {
      datasets.clear();
      models.clear();
      grants.clear();
      registrants.clear();
      trainers.clear();
    }
    registrants.putAll(changes.registrants());
    trainers.putAll(changes.trainers());
    changes.datasets().forEach(number -> datasets.put(number, dataset(number)));
    changes.models().forEach(number -> models.put(number, model(number)));
    changes.grants().forEach(this::grant);
    head = changes.head();
    return new ChainState(deployment.chainId(), head, datasets, models, grants);
  }

  private ListedDataset dataset(long number) {
    Datasets all = chain.datasets();
    long terms = all.currentTerms(number);
    return new ListedDataset(
        number,
        registrants.get(number),
        all.owner(number),
        all.study(number),
        all.versions(number),
        terms,
        all.terms(number, terms));
  }

  private ListedModel model(long number) {
    return new ListedModel(
        chain.models().model(number), trainers.get(number), chain.revenue().potWei(number));
  }

  private void grant(Sha256 id) {
    chain.licences().grant(id).ifPresent(grant -> grants.put(id, grant));
  }
}
