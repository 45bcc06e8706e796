package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.jobs.data.Table;
import dev.lineal.lineage.manifest.Task;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A study's schema for a table that is public: bounds are the next power of ten around the values.
 * Owners of private rows agree on bounds without looking at each other's.
 */
final class SchemaOfTable {
  private SchemaOfTable() {}

  static String of(Table table, String label) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("schema", "lineal.study-schema/1");
    ArrayNode columns = schema.putArray("columns");
    for (int j = 0; j < table.features().size(); j++) {
      int column = j;
      double[] values = Arrays.stream(table.rows()).mapToDouble(row -> row[column]).toArray();
      ObjectNode node = columns.addObject().put("name", table.features().get(j));
      bounds(node.put("type", "number"), values);
    }
    ObjectNode target = schema.putObject("label").put("name", label);
    if (table.task() == Task.LOGISTIC) {
      target.put("task", "classification").put("negative", "0").put("positive", "1");
    } else {
      bounds(target.put("task", "regression").put("type", "number"), table.labels());
    }
    return schema.toString();
  }

  private static void bounds(ObjectNode node, double[] values) {
    double most = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    int exponent = most == 0 ? 0 : (int) Math.ceil(Math.log10(most));
    String bound = BigDecimal.ONE.scaleByPowerOfTen(exponent).toPlainString();
    boolean negative = DoubleStream.of(values).anyMatch(value -> value < 0);
    node.put("min", negative ? "-" + bound : "0").put("max", bound);
  }
}
