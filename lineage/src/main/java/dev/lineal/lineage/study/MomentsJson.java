package dev.lineal.lineage.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.StrictObject;

/** Text of {@link Moments}; its JSON Schema is {@code schemas/moments-1.json}. */
final class MomentsJson {
  static final String DOCUMENT = "moments of a study";
  private static final String SCHEMA = "lineal.moments/1";

  private MomentsJson() {}

  static byte[] canonicalBytes(Moments moments) {
    return CanonicalJson.write(write(moments), DOCUMENT);
  }

  static Moments parse(byte[] canonical) {
    return CanonicalJson.parse(canonical, DOCUMENT).read(MomentsJson::read);
  }

  private static ObjectNode write(Moments moments) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    node.put("study", moments.study()).put("study_schema", moments.schemaSha256().toString());
    node.put("rows", moments.rows());
    ArrayNode columns = node.putArray("columns");
    for (ColumnMoments column : moments.columns()) {
      ObjectNode entry = columns.addObject().put("name", column.name());
      entry.put("mean", column.mean().text()).put("deviation", column.deviation().text());
    }
    ArrayNode dropped = node.putArray("dropped");
    moments.dropped().forEach(dropped::add);
    return node;
  }

  private static Moments read(StrictObject moments) {
    moments.constant("schema", SCHEMA);
    return new Moments(
        moments.text("study"),
        moments.sha256("study_schema"),
        moments.integer("rows", 1, Require.MAX_JSON_INTEGER),
        moments.objects("columns", MomentsJson::readColumn),
        moments.texts("dropped"));
  }

  private static ColumnMoments readColumn(StrictObject column) {
    return new ColumnMoments(
        column.text("name"),
        column.value("mean", Decimal::new),
        column.value("deviation", Decimal::new));
  }
}
