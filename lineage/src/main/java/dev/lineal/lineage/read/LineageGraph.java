package dev.lineal.lineage.read;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.model.ModelManifest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was made from what: datasets to plans, plans to runs, runs and parents to models. */
public final class LineageGraph {
  /** Which way to go. */
  public enum Direction {
    /** To what it was made from. */
    UP,
    /** To what was made from it. */
    DOWN
  }

  /**
   * A manifest.
   *
   * @param kind dataset, run-plan, run, model, or unknown where only its hash is known
   * @param label for people
   */
  public record Node(Sha256 id, String kind, String label) {}

  /** {@code to} was made from {@code from}. */
  public record Edge(Sha256 from, Sha256 to) {}

  /**
   * A part of the graph.
   *
   * @param root where it starts
   * @param nodes the root first, then by distance
   * @param edges between them
   */
  public record View(Sha256 root, List<Node> nodes, List<Edge> edges) {}

  private final Map<Sha256, StoredManifest> manifests;
  private final Map<Sha256, Set<Sha256>> sources = new TreeMap<>();
  private final Map<Sha256, Set<Sha256>> products = new TreeMap<>();

  public LineageGraph(Collection<StoredManifest> manifests) {
    this.manifests = new LinkedHashMap<>();
    for (StoredManifest manifest : manifests) {
      this.manifests.put(manifest.sha256(), manifest);
      sources(manifest).forEach(source -> connect(source, manifest.sha256()));
    }
  }

  private void connect(Sha256 from, Sha256 to) {
    sources.computeIfAbsent(to, id -> new TreeSet<>()).add(from);
    products.computeIfAbsent(from, id -> new TreeSet<>()).add(to);
  }

  private static List<Sha256> sources(StoredManifest manifest) {
    if (manifest instanceof StoredManifest.OfPlan plan) {
      return plan.manifest().datasets().stream().map(PlannedDataset::manifest).toList();
    }
    if (manifest instanceof StoredManifest.OfRun run) {
      return List.of(run.manifest().plan());
    }
    if (manifest instanceof StoredManifest.OfModel model) {
      List<Sha256> from = new java.util.ArrayList<>(List.of(model.manifest().sources().run()));
      model.manifest().sources().parent().ifPresent(from::add);
      return from;
    }
    return List.of();
  }

  /**
   * The manifest that a text names: a hash, or a model's {@code name} (its latest version) or
   * {@code name@version}.
   *
   * @throws dev.lineal.lineage.LineageException where there is none such
   */
  public Sha256 find(String text) {
    Map<Integer, Sha256> versions = new TreeMap<>();
    for (StoredManifest manifest : manifests.values()) {
      if (manifest.sha256().toString().equals(text)) {
        return manifest.sha256();
      }
      if (manifest instanceof StoredManifest.OfModel model && named(model.manifest(), text)) {
        versions.put(model.manifest().name().version(), manifest.sha256());
      }
    }
    return versions.values().stream()
        .reduce((older, newer) -> newer)
        .orElseThrow(() -> LineageErrors.unknownManifest(text));
  }

  private static boolean named(ModelManifest model, String text) {
    String name = model.name().name();
    return text.equals(name) || text.equals(name + "@" + model.name().version());
  }

  /** Everything that can be reached from a manifest in one direction. */
  public View view(Sha256 root, Direction direction) {
    boolean up = direction == Direction.UP;
    Set<Sha256> seen = new LinkedHashSet<>(List.of(root));
    Set<Edge> edges = new LinkedHashSet<>();
    Deque<Sha256> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Sha256 at = open.remove();
      for (Sha256 next : (up ? sources : products).getOrDefault(at, Set.of())) {
        edges.add(up ? new Edge(next, at) : new Edge(at, next));
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return new View(root, seen.stream().map(this::node).toList(), List.copyOf(edges));
  }

  private Node node(Sha256 id) {
    StoredManifest manifest = manifests.get(id);
    if (manifest instanceof StoredManifest.OfDataset dataset) {
      String label =
          "%d rows of %s".formatted(dataset.manifest().rows(), dataset.manifest().owner());
      return new Node(id, "dataset", label);
    }
    if (manifest instanceof StoredManifest.OfPlan plan) {
      return new Node(id, "run-plan", plan.manifest().purpose());
    }
    if (manifest instanceof StoredManifest.OfRun run) {
      return new Node(id, "run", run.manifest().iterations() + " iterations");
    }
    if (manifest instanceof StoredManifest.OfModel model) {
      return new Node(id, "model", model.manifest().name().toString());
    }
    return new Node(id, "unknown", "not in this store");
  }
}
