package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything the market knows at one time; never changes. */
public final class Snapshot {
  private final Stock stock;
  private final Optional<ChainState> chain;
  private final Map<Sha256, List<Iteration>> iterations;
  private final Map<Sha256, NamedGrant> grants;
  private final Catalogue catalogue;

  Snapshot(Stock stock, Optional<ChainState> chain, Map<Sha256, List<Iteration>> iterations) {
    this.stock = stock;
    this.chain = chain;
    this.iterations = iterations;
    this.grants = grants(stock, chain);
    this.catalogue = new Catalogue(new Entries(this));
  }

  private static Map<Sha256, NamedGrant> grants(Stock stock, Optional<ChainState> chain) {
    Map<Sha256, List<GrantUse>> uses = new TreeMap<>();
    for (Map.Entry<Sha256, RunPlan> plan : stock.plans().entrySet()) {
      for (PlannedDataset dataset : plan.getValue().datasets()) {
        uses.computeIfAbsent(dataset.grant(), id -> new ArrayList<>())
            .add(new GrantUse(plan.getKey(), plan.getValue(), dataset));
      }
    }
    Map<Sha256, ChainGrant> onChain = chain.map(ChainState::grants).orElse(Map.of());
    TreeSet<Sha256> ids = new TreeSet<>(uses.keySet());
    ids.addAll(onChain.keySet());
    Map<Sha256, NamedGrant> grants = new TreeMap<>();
    for (Sha256 id : ids) {
      Optional<ChainGrant> there = Optional.ofNullable(onChain.get(id));
      grants.put(id, new NamedGrant(id, there, uses.getOrDefault(id, List.of())));
    }
    return grants;
  }

  /** The manifests. */
  public Stock stock() {
    return stock;
  }

  /** What the chain says; empty where none is followed or none was ever reached. */
  public Optional<ChainState> chain() {
    return chain;
  }

  /** What a training told of a run's iterations; perhaps none. */
  public List<Iteration> iterations(Sha256 run) {
    return iterations.getOrDefault(run, List.of());
  }

  /** Grants by id. */
  public Map<Sha256, NamedGrant> grants() {
    return grants;
  }

  /** Lists of it all. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** A dataset on chain, if its owner registered it. */
  public Optional<ListedDataset> listedDataset(Sha256 id) {
    return chain.flatMap(state -> state.of(id, stock.datasets().get(id)));
  }

  /** A model on chain, if its trainer registered it. */
  public Optional<ListedModel> listedModel(Sha256 id) {
    return chain.flatMap(state -> state.of(id, stock.models().get(id)));
  }
}
