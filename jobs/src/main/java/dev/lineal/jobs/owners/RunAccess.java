package dev.lineal.jobs.owners;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an opened run's requests must carry; travels to executors with the tasks.
 *
 * @param run id, hexadecimal
 * @param tokens bearer tokens, one per owner in their order; never logged
 * @param clusters what each owner says of itself: {@code verified} where it checks the cluster
 * @param evidence whether each owner wants all owners' answers
 */
public record RunAccess(
    String run, ArrayList<String> tokens, ArrayList<String> clusters, ArrayList<Boolean> evidence)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  public RunAccess {
    tokens = new ArrayList<>(tokens);
    clusters = new ArrayList<>(clusters);
    evidence = new ArrayList<>(evidence);
  }

  public RunAccess(String run, List<String> tokens, List<String> clusters, List<Boolean> evidence) {
    this(run, new ArrayList<>(tokens), new ArrayList<>(clusters), new ArrayList<>(evidence));
  }

  /** Whether an owner wants all owners' answers: where it checks, or multiplies itself. */
  boolean wantsEvidence(int owner) {
    return evidence.get(owner);
  }

  /** Whether every owner checks the cluster: otherwise the run is one of trust. */
  public boolean verified() {
    return clusters.stream().allMatch("verified"::equals);
  }

  /** Value of the header {@code Authorization} for an owner. */
  String authorization(int owner) {
    return "Bearer " + tokens.get(owner);
  }

  @Override
  public String toString() {
    return "RunAccess[" + run + "]";
  }
}
