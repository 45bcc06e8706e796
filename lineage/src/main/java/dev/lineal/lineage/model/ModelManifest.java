package dev.lineal.lineage.model;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.manifest.Task;
import java.time.Instant;
import java.util.List;

/**
 * What is published of a model. Its hash is the model's id and what is anchored.
 *
 * @param name and version
 * @param task as in the plan
 * @param trainer wallet address, as in the plan
 * @param study as in the plan
 * @param purpose as in the plan
 * @param files of the exported model; names are unique
 * @param sources by hash
 * @param contributors whom it pays
 * @param metrics perhaps none; name, data and party are unique together
 * @param published whole seconds
 */
public record ModelManifest(
    ModelName name,
    Task task,
    Address trainer,
    String study,
    String purpose,
    List<ModelFile> files,
    ModelSources sources,
    Contributors contributors,
    List<Metric> metrics,
    Instant published) {
  private record MetricKey(String name, Sha256 data, Address by) {}

  public ModelManifest {
    Require.present("name", name);
    Require.present("task", task);
    Require.present("trainer", trainer);
    Require.name("study", study);
    Require.text("purpose", purpose);
    files = Require.notEmpty("subject", files);
    Require.distinct("subject", files.stream().map(ModelFile::name).toList());
    Require.present("sources", sources);
    Require.present("contributors", contributors);
    metrics = List.copyOf(Require.present("metrics", metrics));
    Require.distinct(
        "byproducts",
        metrics.stream().map(m -> new MetricKey(m.name(), m.data(), m.computedBy())).toList());
    Require.seconds("finishedOn", published);
  }

  /** Reads canonical bytes; whatever is not exactly a model manifest is an error with a path. */
  public static ModelManifest parse(byte[] canonical) {
    return ModelManifestReader.read(canonical);
  }

  /** The one canonical text of this manifest, UTF-8. */
  public byte[] canonicalBytes() {
    return ModelManifestJson.write(this);
  }

  /** Hash of the canonical bytes: the model's id. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }
}
