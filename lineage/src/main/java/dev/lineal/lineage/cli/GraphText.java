package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.read.LineageGraph;
import java.util.Map;
import java.util.stream.Collectors;

/** A part of the lineage graph in each of its forms. */
enum GraphText {
  TEXT {
    @Override
    String of(LineageGraph.View view) {
      Map<?, LineageGraph.Node> nodes =
          view.nodes().stream().collect(Collectors.toMap(LineageGraph.Node::id, node -> node));
      StringBuilder text = new StringBuilder();
      view.nodes().forEach(node -> text.append(line(node)).append('\n'));
      for (LineageGraph.Edge edge : view.edges()) {
        text.append(
            "%s made from %s%n"
                .formatted(line(nodes.get(edge.to())), line(nodes.get(edge.from()))));
      }
      return text.toString();
    }

    private String line(LineageGraph.Node node) {
      return "%s %s (%s)"
          .formatted(node.kind(), node.id().toString().substring(0, 12), node.label());
    }
  },
  JSON {
    @Override
    String of(LineageGraph.View view) {
      return object(view).toPrettyString() + "\n";
    }
  },
  DOT {
    @Override
    String of(LineageGraph.View view) {
      StringBuilder text = new StringBuilder("digraph lineage {\n");
      for (LineageGraph.Node node : view.nodes()) {
        String label =
            (node.kind() + ": " + node.label()).replace("\\", "\\\\").replace("\"", "\\\"");
        text.append("  \"%s\" [label=\"%s\"];%n".formatted(node.id(), label));
      }
      for (LineageGraph.Edge edge : view.edges()) {
        text.append("  \"%s\" -> \"%s\";%n".formatted(edge.from(), edge.to()));
      }
      return text.append("}\n").toString();
    }
  };

  abstract String of(LineageGraph.View view);

  static ObjectNode object(LineageGraph.View view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("root", view.root().toString());
    ArrayNode nodes = node.putArray("nodes");
    for (LineageGraph.Node one : view.nodes()) {
      nodes
          .addObject()
          .put("id", one.id().toString())
          .put("kind", one.kind())
          .put("label", one.label());
    }
    ArrayNode edges = node.putArray("edges");
    for (LineageGraph.Edge edge : view.edges()) {
      edges.addObject().put("from", edge.from().toString()).put("to", edge.to().toString());
    }
    return node;
  }
}
