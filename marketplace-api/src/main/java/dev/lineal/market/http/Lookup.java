package dev.lineal.market.http;

import dev.lineal.lineage.Sha256;
import dev.lineal.market.index.Snapshot;

/** Whether there is such a thing; a row that failed its check is told apart from none. */
final class Lookup {
  private Lookup() {}

  static Sha256 dataset(Snapshot snapshot, Sha256 id) {
    return of(snapshot, "dataset", id, snapshot.stock().datasets().containsKey(id));
  }

  static Sha256 model(Snapshot snapshot, Sha256 id) {
    return of(snapshot, "model", id, snapshot.stock().models().containsKey(id));
  }

  static Sha256 run(Snapshot snapshot, Sha256 id) {
    return of(snapshot, "run", id, snapshot.stock().plans().containsKey(id));
  }

  static Sha256 grant(Snapshot snapshot, Sha256 id) {
    return of(snapshot, "grant", id, snapshot.grants().containsKey(id));
  }

  private static Sha256 of(Snapshot snapshot, String kind, Sha256 id, boolean there) {
    if (there) {
      return id;
    }
    throw snapshot
        .stock()
        .broken(id)
        .map(ProblemException::corrupt)
        .orElseGet(() -> ProblemException.unknown(kind, id.toString()));
  }
}
