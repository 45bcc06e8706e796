package dev.lineal.lineage.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every document that differs from a good one in the presence or type of a single value. */
public final class Mutations {
  /** Fields that may be null wherever they stand. */
  private static final Set<String> NULLABLE = Set.of("linear");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * A spoilt copy.
   *
   * @param what was done, with the path
   * @param document the copy
   */
  public record Mutation(String what, JsonNode document) {
    @Override
    public String toString() {
      return what;
    }
  }

  private final JsonNode good;
  private final List<Mutation> found = new ArrayList<>();

  private Mutations(JsonNode good) {
    this.good = good;
  }

  public static List<Mutation> of(JsonNode good) {
    Mutations mutations = new Mutations(good);
    mutations.visit("", good);
    return mutations.found;
  }

  private void visit(String path, JsonNode node) {
    if (node.isObject()) {
      add("unknown field in " + path + "/", path, object -> object.put("x_unknown", 1));
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        visitField(path, field.getKey(), field.getValue());
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      visit(path + "/" + i, node.get(i));
    }
  }

  private void visitField(String parent, String name, JsonNode value) {
    String path = parent + "/" + name;
    add("missing " + path, parent, object -> object.remove(name));
    for (JsonNode other : otherTypes(name, value)) {
      add(path + " is " + other, parent, object -> object.set(name, other));
    }
    if (value.isArray() && !value.isEmpty()) {
      ArrayNode wrong = value.deepCopy();
      wrong.set(0, JSON.booleanNode(true));
      add(path + "/0 is true", parent, object -> object.set(name, wrong));
    }
    visit(path, value);
  }

  /** Values of every other type, none of which the field can hold. */
  private static List<JsonNode> otherTypes(String name, JsonNode value) {
    List<JsonNode> others = new ArrayList<>();
    others.add(JSON.booleanNode(true));
    if (!value.isNull() && !NULLABLE.contains(name)) {
      others.add(JSON.nullNode());
    }
    if (!value.isTextual()) {
      others.add(JSON.textNode("1"));
    }
    if (!value.isNumber()) {
      others.add(JSON.numberNode(1));
    } else {
      others.add(JSON.numberNode(1L << 53));
      others.add(JSON.numberNode(1.5));
    }
    if (!value.isArray()) {
      others.add(JSON.arrayNode());
    }
    if (!value.isObject()) {
      others.add(JSON.objectNode());
    }
    return others;
  }

  private interface Change {
    void apply(ObjectNode object);
  }

  private void add(String what, String path, Change change) {
    JsonNode copy = good.deepCopy();
    change.apply((ObjectNode) copy.at(path));
    found.add(new Mutation(what, copy));
  }
}
