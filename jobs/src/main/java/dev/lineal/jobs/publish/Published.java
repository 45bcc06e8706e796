package dev.lineal.jobs.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.model.ModelFile;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model that everybody may load and verify.
 *
 * @param model on raw features
 * @param manifest of the model
 * @param losses that contributions follow from, where they were measured
 * @param folder of the model
 * @param bundle that {@code lineal verify} reads
 * @param chain what a chain knows of it
 */
public record Published(
    LinearModel model,
    ModelManifest manifest,
    Optional<Losses> losses,
    Path folder,
    Path bundle,
    Optional<ChainRecord> chain)
    implements Result {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** SHA-256 of model.json. */
  public Sha256 file() {
    return manifest.files().get(0).sha256();
  }

  @Override
  public void addTo(Report report) {
    report.with("run_id", JSON.textNode(manifest.sources().plan().toString()));
    report.with("folder", JSON.textNode(folder.toString()));
    report.with("features", JSON.numberNode(model.features().size()));
    ArrayNode files = JSON.arrayNode();
    for (ModelFile each : manifest.files()) {
      files.addObject().put("name", each.name()).put("sha256", each.sha256().toString());
    }
    report.with("files", files);
    report.with("model_name", JSON.textNode(manifest.name().name()));
    report.with("model_version", JSON.numberNode(manifest.name().version()));
    report.with("manifest_sha256", JSON.textNode(manifest.sha256().toString()));
    report.with("run_manifest_sha256", JSON.textNode(manifest.sources().run().toString()));
    report.with("bundle", JSON.textNode(bundle.toString()));
    report.with("contributors", contributors());
    ArrayNode metrics = JSON.arrayNode();
    for (Metric metric : manifest.metrics()) {
      metrics
          .addObject()
          .put("name", metric.name())
          .put("value", metric.value().text())
          .put("rows", metric.rows())
          .put("data_sha256", metric.data().toString());
    }
    report.with("metrics", metrics);
    report.with("parent_model", JSON.nullNode());
    manifest
        .sources()
        .parent()
        .ifPresent(parent -> report.with("parent_model", JSON.textNode(parent.toString())));
    report.with("chain", JSON.nullNode());
    chain.ifPresent(record -> report.with("chain", record.toJson()));
  }

  private ObjectNode contributors() {
    ObjectNode node = JSON.objectNode().put("method", manifest.contributors().method().text());
    node.putNull("losses");
    losses.ifPresent(measured -> node.set("losses", losses(measured)));
    ArrayNode shares = node.putArray("shares");
    for (Share share : manifest.contributors().shares()) {
      shares.addObject().put("owner", share.owner().text()).put("share_bp", share.basisPoints());
    }
    return node;
  }

  private static ObjectNode losses(Losses measured) {
    ObjectNode node = JSON.objectNode().put("sha256", measured.sha256().toString());
    node.put("data_sha256", measured.data().toString()).put("rows", measured.rows());
    node.put("all", measured.all().text());
    ArrayNode without = node.putArray("without");
    for (Losses.Without one : measured.without()) {
      without.addObject().put("owner", one.owner().text()).put("loss", one.loss().text());
    }
    return node;
  }

  @Override
  public String summary() {
    String published =
        "model of %d features in %s, SHA-256 %s%nmanifest %s, checks: lineal verify %s"
            .formatted(model.features().size(), folder, file(), manifest.sha256(), bundle);
    String measured =
        manifest.metrics().stream()
            .map(
                metric ->
                    "%n%s %s on %d rows".formatted(metric.name(), metric.value(), metric.rows()))
            .collect(Collectors.joining());
    return published + measured + chain.map(record -> "\n" + record.summary()).orElse("");
  }
}
