package dev.lineal.owner.ceremony;

import dev.lineal.lineage.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What all owners came to.
 *
 * @param results fingerprint of the joint key, then the hash of the moments when they were asked
 *     for
 * @param rounds answered by all
 */
public record CeremonyResult(List<Sha256> results, int rounds) {
  public CeremonyResult {
    results = List.copyOf(results);
  }

  public Sha256 keySet() {
    return results.get(0);
  }

  public Optional<Sha256> moments() {
    return results.size() > 1 ? Optional.of(results.get(1)) : Optional.empty();
  }
}
