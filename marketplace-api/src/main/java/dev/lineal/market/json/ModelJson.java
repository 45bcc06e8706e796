package dev.lineal.market.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ModelTerms;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.model.ModelFile;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.model.ModelSources;
import dev.lineal.market.index.ListedModel;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.index.Verdict;
import java.util.Optional;

/** Models. */
public final class ModelJson {
  private ModelJson() {}

  /** What the manifest says: never changes. */
  public static ObjectNode item(Sha256 id, ModelManifest manifest) {
    ObjectNode json =
        head(id, manifest).put("study", manifest.study()).put("trainer", manifest.trainer().text());
    json.put("purpose", manifest.purpose()).put("published", manifest.published().toString());
    ArrayNode metrics = json.putArray("metrics");
    manifest.metrics().forEach(metric -> metrics.add(metric(metric)));
    ArrayNode files = json.putArray("files");
    for (ModelFile file : manifest.files()) {
      files
          .addObject()
          .put("name", file.name())
          .put("sha256", file.sha256().toString())
          .put("bytes", file.bytes());
    }
    ModelSources sources = manifest.sources();
    json.putObject("sources")
        .put("run", sources.plan().toString())
        .put("run_manifest", sources.run().toString())
        .put("study_schema", sources.studySchema().toString())
        .put("moments", sources.moments().toString())
        .put("parent", Json.text(sources.parent()));
    return json;
  }

  private static ObjectNode head(Sha256 id, ModelManifest manifest) {
    return Json.object()
        .put("id", id.toString())
        .put("kind", "model")
        .put("name", manifest.name().name())
        .put("version", manifest.name().version())
        .put("task", manifest.task().text());
  }

  private static ObjectNode metric(Metric metric) {
    return Json.object()
        .put("name", metric.name())
        .put("value", metric.value().text())
        .put("rows", metric.rows())
        .put("data_sha256", metric.data().toString())
        .put("computed_by", metric.computedBy().text());
  }

  /** A line of a list. */
  public static ObjectNode summary(Snapshot snapshot, Sha256 id) {
    ModelManifest manifest = snapshot.stock().models().get(id);
    ObjectNode json =
        head(id, manifest).put("study", manifest.study()).put("trainer", manifest.trainer().text());
    json.put("purpose", manifest.purpose()).put("published", manifest.published().toString());
    ArrayNode metrics = json.putArray("metrics");
    manifest.metrics().forEach(metric -> metrics.add(metric(metric)));
    Optional<ListedModel> on = snapshot.listedModel(id);
    return json.put(
        "price_per_call_wei",
        on.map(listed -> listed.model().terms().pricePerCallWei().toString()).orElse(null));
  }

  /** The item, its licence on chain, who is paid, and what a verification found last. */
  public static ObjectNode card(
      MarketIndex index, Snapshot snapshot, Sha256 id, Optional<Verdict> verdict) {
    ObjectNode json = item(id, snapshot.stock().models().get(id));
    json.set("licence", licence(snapshot.listedModel(id)));
    json.set("contributors", ContributorsJson.of(snapshot, id));
    json.put("verification", verdict.map(known -> known.status().text()).orElse(null));
    json.put("bundle", index.bundles().find(id).isPresent());
    json.set("index", IndexJson.of(index));
    return json;
  }

  private static JsonNode licence(Optional<ListedModel> listed) {
    if (listed.isEmpty()) {
      return NullNode.instance;
    }
    ModelTerms terms = listed.get().model().terms();
    return Json.object()
        .put("model", listed.get().model().number())
        .put("holder", listed.get().model().owner().text())
        .put("commercial_use", terms.commercialUse())
        .put("derivatives", terms.derivatives())
        .put("derivative_share_bp", terms.derivativeShareBp())
        .put("price_per_call_wei", terms.pricePerCallWei().toString());
  }
}
