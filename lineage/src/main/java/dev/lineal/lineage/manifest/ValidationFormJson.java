package dev.lineal.lineage.manifest;

import static dev.lineal.lineage.Require.MAX_JSON_INTEGER;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A plan's {@code contributions}: the method that measures them and what it measures on. */
final class ValidationFormJson {
  private static final String METHOD = "leave-one-owner-out";

  private ValidationFormJson() {}

  static ObjectNode write(ValidationForm form) {
    ObjectNode node = Statement.object().put("method", METHOD);
    ObjectNode validation = node.putObject("validation");
    validation.put("data", form.data().toString()).put("rows", form.rows());
    ArrayNode gram = validation.putArray("gram");
    form.gram().forEach(gram::add);
    ArrayNode right = validation.putArray("right");
    form.right().forEach(right::add);
    validation.put("square", form.square());
    return node;
  }

  static ValidationForm read(StrictObject contributions) {
    contributions.constant("method", METHOD);
    return contributions
        .object("validation")
        .read(
            validation ->
                new ValidationForm(
                    validation.sha256("data"),
                    validation.integer("rows", 1, MAX_JSON_INTEGER),
                    validation.integers("gram", -MAX_JSON_INTEGER, MAX_JSON_INTEGER),
                    validation.integers("right", -MAX_JSON_INTEGER, MAX_JSON_INTEGER),
                    validation.integer("square", 0, MAX_JSON_INTEGER)));
  }
}
