package dev.lineal.jobs.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.grants.RunGrants;
import dev.lineal.jobs.owners.OwnerDownload;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pulls datasets from their owners, all shards of one in parallel, and checks every one against the
 * dataset's manifest. A dataset that is there already is not pulled again; of a bad one nothing
 * becomes visible. Where grants are on a chain, so must be every dataset.
 */
public record Ingest(
    List<DatasetSource> sources, ColumnStore store, Patience patience, RunGrants grants)
    implements Action<Ingest.Ingested> {
  private static final int MOST_MANIFEST_BYTES = 64 << 20;

  /** Without a chain. */
  public Ingest(List<DatasetSource> sources, ColumnStore store, Patience patience) {
    this(sources, store, patience, RunGrants.UNSAID);
  }

  /** Manifests in the order of the sources, and what was pulled now. */
  public record Ingested(List<DatasetManifest> manifests, int pulled, long bytes)
      implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      ArrayNode list = json.arrayNode();
      for (DatasetManifest manifest : manifests) {
        list.addObject()
            .put("content_root", manifest.contentRoot().toString())
            .put("rows", manifest.rows())
            .put("blocks", manifest.shards().size());
      }
      report.with("datasets", list);
      report.with("datasets_pulled", json.numberNode(pulled));
      report.with("ciphertext_bytes", json.numberNode(bytes));
    }

    @Override
    public String summary() {
      return "%d datasets, %d of them pulled now, %d bytes"
          .formatted(manifests.size(), pulled, bytes);
    }
  }

  @Override
  public Ingested execute() {
    List<DatasetManifest> manifests = new ArrayList<>();
    int pulled = 0;
    long bytes = 0;
    for (DatasetSource source : sources) {
      Optional<DatasetManifest> present = store.find(source.contentRoot());
      DatasetManifest manifest = present.isPresent() ? present.get() : manifest(source);
      grants.requireRegistered(manifest);
      if (present.isEmpty()) {
        store.write(manifest, shards(source, manifest));
        pulled++;
        bytes += manifest.shards().stream().mapToLong(Shard::bytes).sum();
      }
      manifests.add(manifest);
    }
    return new Ingested(manifests, pulled, bytes);
  }

  private DatasetManifest manifest(DatasetSource source) {
    String path = "/v1/datasets/" + source.contentRoot() + "/manifest";
    byte[] bytes;
    try (InputStream in = new OwnerDownload(source.owner(), patience).get(path)) {
      bytes = in.readNBytes(MOST_MANIFEST_BYTES);
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "The manifest of %s broke off: %s.".formatted(source.owner(), e.getMessage()),
          "Run the job again.");
    }
    Sha256 hash = Sha256.hash(bytes);
    if (!hash.equals(source.manifest())) {
      throw notPlanned(source, "the manifest's SHA-256 is " + hash + ", not " + source.manifest());
    }
    DatasetManifest manifest = DatasetManifest.parse(bytes);
    if (!manifest.contentRoot().equals(source.contentRoot())) {
      throw notPlanned(source, "its manifest is of version " + manifest.contentRoot());
    }
    return manifest;
  }

  private static RuntimeException notPlanned(DatasetSource source, String why) {
    return JobErrors.checkFailed(
        "Dataset %s of owner %s is not the planned one: %s."
            .formatted(source.contentRoot(), source.owner().name(), why),
        "Ask the owner which version it publishes and plan the run with that.");
  }

  private List<ShardPull> shards(DatasetSource source, DatasetManifest manifest) {
    OwnerDownload download = new OwnerDownload(source.owner(), patience);
    return manifest.shards().stream()
        .map(
            shard ->
                new ShardPull(
                    download,
                    manifest.contentRoot().toString(),
                    shard.index(),
                    shard.sha256().toString(),
                    shard.bytes(),
                    shard.rows(),
                    shard.columns(),
                    manifest.parameterSet(),
                    ColumnStore.keyId(manifest)))
        .toList();
  }
}
