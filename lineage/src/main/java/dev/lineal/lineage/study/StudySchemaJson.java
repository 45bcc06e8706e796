package dev.lineal.lineage.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.manifest.StrictObject;

/** Text of a {@link StudySchema}; its JSON Schema is in {@code schemas/study-1.json}. */
final class StudySchemaJson {
  static final String DOCUMENT = "study schema";
  private static final String SCHEMA = "lineal.study-schema/1";

  private StudySchemaJson() {}

  static ObjectNode write(StudySchema schema) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA);
    ArrayNode columns = node.putArray("columns");
    for (StudyColumn column : schema.columns()) {
      bounded(columns.addObject().put("name", column.name()), column.type(), column.bounds());
    }
    writeLabel(node.putObject("label").put("name", schema.label().name()), schema.label());
    return node;
  }

  private static void writeLabel(ObjectNode node, StudyLabel label) {
    if (label instanceof StudyLabel.Classification classes) {
      node.put("task", "classification");
      node.put("negative", classes.negative()).put("positive", classes.positive());
    } else if (label instanceof StudyLabel.Regression target) {
      bounded(node.put("task", "regression"), target.type(), target.bounds());
    }
  }

  private static void bounded(ObjectNode node, NumberType type, Bounds bounds) {
    node.put("type", type.text());
    node.put("min", bounds.min().text()).put("max", bounds.max().text());
  }

  static StudySchema read(StrictObject schema) {
    schema.constant("schema", SCHEMA);
    return new StudySchema(
        schema.objects("columns", StudySchemaJson::readColumn),
        schema.object("label").read(StudySchemaJson::readLabel));
  }

  private static StudyColumn readColumn(StrictObject column) {
    return new StudyColumn(
        column.text("name"), column.value("type", NumberType::parse), readBounds(column));
  }

  private static StudyLabel readLabel(StrictObject label) {
    String name = label.text("name");
    String task = label.text("task");
    return switch (task) {
      case "classification" ->
          new StudyLabel.Classification(name, label.text("negative"), label.text("positive"));
      case "regression" ->
          new StudyLabel.Regression(
              name, label.value("type", NumberType::parse), readBounds(label));
      default ->
          throw label.bad(
              "task", "must be classification or regression, but is " + Require.quoted(task));
    };
  }

  private static Bounds readBounds(StrictObject node) {
    return new Bounds(node.value("min", Decimal::new), node.value("max", Decimal::new));
  }
}
