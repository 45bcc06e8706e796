package dev.lineal.market.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.cli.ChainJson;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.market.index.ListedDataset;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import java.util.Optional;

/** Datasets. */
public final class DatasetJson {
  private DatasetJson() {}

  /** What the manifest says: never changes. */
  public static ObjectNode item(Sha256 id, DatasetManifest manifest) {
    return Json.object()
        .put("id", id.toString())
        .put("kind", "dataset")
        .put("study", manifest.study())
        .put("owner", manifest.owner().text())
        .put("rows", manifest.rows())
        .put("blocks", manifest.shards().size())
        .put("columns", manifest.shards().get(0).columns())
        .put("bytes", manifest.shards().stream().mapToLong(Shard::bytes).sum())
        .put("content_root", manifest.contentRoot().toString())
        .put("schema_sha256", manifest.schemaSha256().toString())
        .put("parameter_set", manifest.parameterSet())
        .put("joint_key", manifest.jointKey().toString())
        .put("identity_key", manifest.identityKey().text())
        .put("created", manifest.created().toString());
  }

  /** A line of a list. */
  public static ObjectNode summary(Snapshot snapshot, Sha256 id) {
    DatasetManifest manifest = snapshot.stock().datasets().get(id);
    Optional<ListedDataset> on = snapshot.listedDataset(id);
    ObjectNode json =
        Json.object()
            .put("id", id.toString())
            .put("kind", "dataset")
            .put("study", manifest.study())
            .put("owner", manifest.owner().text())
            .put("rows", manifest.rows())
            .put("created", manifest.created().toString());
    json.set(
        "tasks", on.<JsonNode>map(d -> Json.texts(d.terms().tasks())).orElse(NullNode.instance));
    return json.put("price_wei", on.map(d -> d.terms().priceWei().toString()).orElse(null));
  }

  /** The item, the terms on chain, the schema where a bundle tells it, the models. */
  public static ObjectNode card(MarketIndex index, Snapshot snapshot, Sha256 id) {
    DatasetManifest manifest = snapshot.stock().datasets().get(id);
    ObjectNode json = item(id, manifest);
    json.set("licence", licence(snapshot.listedDataset(id)));
    Optional<StudySchema> schema = index.bundles().schema(manifest.schemaSha256());
    json.set("schema", schema.map(DatasetJson::schema).orElse(NullNode.instance));
    json.set("models", Json.texts(Descendants.models(snapshot, id)));
    json.set("index", IndexJson.of(index));
    return json;
  }

  private static JsonNode licence(Optional<ListedDataset> listed) {
    if (listed.isEmpty()) {
      return NullNode.instance;
    }
    ListedDataset on = listed.get();
    ObjectNode json =
        Json.object().put("dataset", on.number()).put("terms_number", on.termsNumber());
    json.put("holder", on.owner().text());
    json.setAll(ChainJson.terms(on.terms()));
    return json;
  }

  private static JsonNode schema(StudySchema schema) {
    ObjectNode json = Json.object();
    ArrayNode columns = json.putArray("columns");
    for (StudyColumn column : schema.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("type", column.type().text())
          .put("min", column.bounds().min().text())
          .put("max", column.bounds().max().text());
    }
    return json.put("label", schema.label().name());
  }
}
