package dev.lineal.owner.policy;

import dev.lineal.he.refresh.RefreshRequest;

/**
 * Where in a run a request belongs.
 *
 * @param iteration from 0
 * @param round 1 .. 5
 * @param slice from 0, as the plan cuts the round
 */
public record Place(int iteration, int round, int slice) {
  /** Where a request belongs. */
  public static Place of(RefreshRequest request) {
    return new Place(request.iteration(), request.round(), request.slice());
  }

  /** The same of a position. */
  public static Place of(RefreshRequest.Position position) {
    return new Place(position.iteration(), position.round(), position.slice());
  }

  /** The same slice of another round. */
  public Place round(int other) {
    return new Place(iteration, other, slice);
  }

  @Override
  public String toString() {
    return "iteration %d, round %d, slice %d".formatted(iteration, round, slice);
  }
}
