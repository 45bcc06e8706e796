package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.read.LineageTables.Broken;
import dev.lineal.market.index.Catalogue;
import dev.lineal.market.index.Entry;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import java.util.Optional;

/** A part of a list. */
public final class ListJson {
  private ListJson() {}

  /**
   * Its entries, how many match in all, and the rows of the tables that failed their check.
   *
   * @param next address of the part behind
   */
  public static ObjectNode of(
      MarketIndex index,
      Snapshot snapshot,
      Kind kind,
      ListQuery query,
      Catalogue.Page page,
      Optional<String> next) {
    ObjectNode json = Json.object().put("kind", kind.plural()).put("total", page.facets().total());
    json.put("limit", query.limit()).put("sort", query.sort().text());
    ArrayNode items = json.putArray("items");
    for (Entry entry : page.entries()) {
      ObjectNode item = summary(snapshot, kind, entry.id());
      item.set("licences", Json.texts(entry.licences().stream().sorted().toList()));
      items.add(item);
    }
    json.put("next", Json.text(next));
    ArrayNode failed = json.putArray("failed");
    for (Broken row : snapshot.stock().broken()) {
      failed
          .addObject()
          .put("id", row.sha256())
          .put("kind", row.kind())
          .put("problem", row.fault());
    }
    json.set("index", IndexJson.of(index));
    return json;
  }

  private static ObjectNode summary(Snapshot snapshot, Kind kind, Sha256 id) {
    return switch (kind) {
      case DATASET -> DatasetJson.summary(snapshot, id);
      case MODEL -> ModelJson.summary(snapshot, id);
      case RUN -> RunJson.summary(snapshot, id);
      case GRANT -> GrantJson.item(snapshot.grants().get(id));
    };
  }
}
