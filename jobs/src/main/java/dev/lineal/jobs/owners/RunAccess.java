package dev.lineal.jobs.owners;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What an opened run's requests must carry; travels to executors with the tasks.
 *
 * @param run id, hexadecimal
 * @param tokens bearer tokens, one per owner in their order; never logged
 */
public record RunAccess(String run, ArrayList<String> tokens) implements Serializable {
  private static final long serialVersionUID = 1L;

  public RunAccess {
    tokens = new ArrayList<>(tokens);
  }

  public RunAccess(String run, List<String> tokens) {
    this(run, new ArrayList<>(tokens));
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
