package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.read.LineageGraph.Edge;
import dev.lineal.lineage.read.LineageGraph.Node;
import java.util.List;

/** A neighbourhood of the lineage graph: nodes with their edges in and out. */
public final class LineageJson {
  private LineageJson() {}

  /** Nodes by distance from the root; edges only where both ends are shown. */
  public static ObjectNode of(Neighbourhood around, int depth) {
    ObjectNode json =
        Json.object()
            .put("root", around.root().toString())
            .put("depth", depth)
            .put("truncated", around.truncated());
    ArrayNode nodes = json.putArray("nodes");
    for (Node node : around.nodes()) {
      ObjectNode one =
          nodes
              .addObject()
              .put("id", node.id().toString())
              .put("kind", node.kind())
              .put("label", node.label())
              .put("distance", around.distance(node.id()));
      one.set("in", edges(around.edges(), edge -> edge.to().equals(node.id())));
      one.set("out", edges(around.edges(), edge -> edge.from().equals(node.id())));
    }
    return json;
  }

  private static ArrayNode edges(List<Edge> edges, java.util.function.Predicate<Edge> those) {
    ArrayNode array = Json.object().arrayNode();
    for (Edge edge : edges) {
      if (those.test(edge)) {
        array
            .addObject()
            .put("origin", edge.from().toString())
            .put("destination", edge.to().toString());
      }
    }
    return array;
  }
}
