package dev.lineal.market.json;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.read.LineageGraph;
import dev.lineal.lineage.read.LineageGraph.Direction;
import dev.lineal.lineage.read.LineageGraph.Edge;
import dev.lineal.lineage.read.LineageGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What lies around a manifest in the lineage graph, up to a distance and a number of nodes. */
public final class Neighbourhood {
  /** More nodes are never shown. */
  public static final int MAX_NODES = 500;

  /** Which way to look. */
  public enum Way {
    UP,
    DOWN,
    BOTH
  }

  private final Sha256 root;
  private final Map<Sha256, Node> nodes = new LinkedHashMap<>();
  private final Map<Sha256, Integer> distances = new HashMap<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private boolean truncated;

  private Neighbourhood(Sha256 root) {
    this.root = root;
  }

  /** Looks around. */
  public static Neighbourhood of(LineageGraph graph, Sha256 root, Way way, int depth) {
    Neighbourhood around = new Neighbourhood(root);
    if (way != Way.DOWN) {
      around.walk(graph.view(root, Direction.UP), depth);
    }
    if (way != Way.UP) {
      around.walk(graph.view(root, Direction.DOWN), depth);
    }
    return around;
  }

  /** The view's nodes are in the order of their distance, which their edges give. */
  private void walk(LineageGraph.View view, int depth) {
    Map<Sha256, List<Edge>> touching = new HashMap<>();
    for (Edge edge : view.edges()) {
      touching.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge);
      touching.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge);
    }
    Map<Sha256, Integer> reached = new HashMap<>(Map.of(root, 0));
    for (Node node : view.nodes()) {
      int distance = reached.getOrDefault(node.id(), Integer.MAX_VALUE); // behind what was left out
      if (distance > depth || nodes.size() >= MAX_NODES) {
        truncated = true;
        continue;
      }
      nodes.putIfAbsent(node.id(), node);
      distances.putIfAbsent(node.id(), distance);
      for (Edge edge : touching.getOrDefault(node.id(), List.of())) {
        Sha256 other = edge.from().equals(node.id()) ? edge.to() : edge.from();
        reached.putIfAbsent(other, distance + 1);
      }
    }
    for (Edge edge : view.edges()) {
      if (nodes.containsKey(edge.from()) && nodes.containsKey(edge.to())) {
        edges.add(edge);
      }
    }
  }

  /** Where it starts. */
  public Sha256 root() {
    return root;
  }

  /** The root first, then by distance; what was made from it last. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Steps from the root. */
  public int distance(Sha256 id) {
    return distances.get(id);
  }

  /** Between nodes that are shown. */
  public List<Edge> edges() {
    return List.copyOf(edges);
  }

  /** Whether there is more. */
  public boolean truncated() {
    return truncated;
  }
}
