package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.ChainHead;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.ModelVersion;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.model.ModelManifest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the contracts said at one block. */
public final class ChainState {
  private final long chainId;
  private final ChainHead head;
  private final Map<Long, ListedDataset> datasets;
  private final Map<Long, ListedModel> models;
  private final Map<Sha256, ChainGrant> grants;
  private final Map<String, ListedDataset> datasetsByManifest = new HashMap<>();
  private final Map<String, ListedModel> modelsByManifest = new HashMap<>();

  ChainState(
      long chainId,
      ChainHead head,
      Map<Long, ListedDataset> datasets,
      Map<Long, ListedModel> models,
      Map<Sha256, ChainGrant> grants) {
    this.chainId = chainId;
    this.head = head;
    this.datasets = Map.copyOf(datasets);
    this.models = Map.copyOf(models);
    this.grants = Map.copyOf(grants);
    for (ListedDataset dataset : this.datasets.values()) {
      for (DatasetVersion version : dataset.versions()) {
        datasetsByManifest.put(version.manifest() + "/" + dataset.registrant(), dataset);
      }
    }
    for (ListedModel model : this.models.values()) {
      for (ModelVersion version : model.model().versions()) {
        modelsByManifest.put(version.manifest() + "/" + model.registrant(), model);
      }
    }
  }

  /** The chain's id of EIP-155. */
  public long chainId() {
    return chainId;
  }

  /** The block of which all this is. */
  public ChainHead head() {
    return head;
  }

  /** All grants by id. */
  public Map<Sha256, ChainGrant> grants() {
    return grants;
  }

  /** A dataset by its number. */
  public Optional<ListedDataset> dataset(long number) {
    return Optional.ofNullable(datasets.get(number));
  }

  /** A model by its number. */
  public Optional<ListedModel> model(long number) {
    return Optional.ofNullable(models.get(number));
  }

  /** What the manifest's own owner registered of it. */
  public Optional<ListedDataset> of(Sha256 id, DatasetManifest manifest) {
    return Optional.ofNullable(datasetsByManifest.get(id + "/" + manifest.owner()));
  }

  /** What the manifest's own trainer registered of it. */
  public Optional<ListedModel> of(Sha256 id, ModelManifest manifest) {
    return Optional.ofNullable(modelsByManifest.get(id + "/" + manifest.trainer()));
  }
}
