package dev.lineal.market.page;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.read.LineageGraph.Edge;
import dev.lineal.lineage.read.LineageGraph.Node;
import dev.lineal.market.json.Neighbourhood;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A neighbourhood as people see it: a run and its plan are one thing, known by the run's id; what
 * has no descendant here stands to the right, its ancestors to its left.
 */
final class Ancestry {
  private final Map<Sha256, Node> nodes = new LinkedHashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Map<Sha256, List<Sha256>> products = new HashMap<>();
  private final Map<Sha256, Integer> columns = new HashMap<>();

  Ancestry(Neighbourhood around) {
    Map<Sha256, Node> all = new HashMap<>();
    around.nodes().forEach(node -> all.put(node.id(), node));
    Map<Sha256, Sha256> planOfRun = new HashMap<>();
    for (Edge edge : around.edges()) {
      if (all.get(edge.to()).kind().equals("run")) {
        planOfRun.put(edge.to(), edge.from());
      }
    }
    for (Node node : around.nodes()) {
      if (!planOfRun.containsKey(node.id())) {
        nodes.put(node.id(), node);
      }
    }
    for (Edge edge : around.edges()) {
      Sha256 from = planOfRun.getOrDefault(edge.from(), edge.from());
      Sha256 to = planOfRun.getOrDefault(edge.to(), edge.to());
      if (!from.equals(to) && edges.add(new Edge(from, to))) {
        products.computeIfAbsent(from, id -> new ArrayList<>()).add(to);
      }
    }
    nodes.keySet().forEach(this::column);
  }

  /** Steps to the right-most; the graph has no cycle, as hashes name what was there before. */
  private int column(Sha256 id) {
    Integer known = columns.get(id);
    if (known != null) {
      return known;
    }
    int column = 0;
    for (Sha256 product : products.getOrDefault(id, List.of())) {
      column = Math.max(column, column(product) + 1);
    }
    columns.put(id, column);
    return column;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  Set<Edge> edges() {
    return edges;
  }

  /** The columns from the left, the oldest ancestors first. */
  List<List<Node>> columns() {
    int last = columns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<List<Node>> found = new ArrayList<>();
    for (int column = last; column >= 0; column--) {
      int here = column;
      found.add(nodes.values().stream().filter(n -> columns.get(n.id()) == here).toList());
    }
    return found;
  }
}
