package dev.lineal.market.json;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.read.LineageGraph;
import dev.lineal.market.index.Snapshot;
import java.util.List;

/** What learned from something. */
public final class Descendants {
  private Descendants() {}

  /** Ids of all models that a manifest is an ancestor of. */
  public static List<Sha256> models(Snapshot snapshot, Sha256 id) {
    return snapshot.stock().graph().view(id, LineageGraph.Direction.DOWN).nodes().stream()
        .filter(node -> node.kind().equals("model"))
        .map(LineageGraph.Node::id)
        .toList();
  }
}
