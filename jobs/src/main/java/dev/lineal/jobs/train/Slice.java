package dev.lineal.jobs.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The items (blocks or features) of one request, as the plan cuts them.
 *
 * @param number of the slice
 * @param first number of its first item
 * @param count of its items
 */
record Slice(int number, int first, int count) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** All slices of {@code items} items, {@code perRequest} each and the rest in the last. */
  static List<Slice> cut(int items, int perRequest) {
    List<Slice> slices = new ArrayList<>();
    for (int first = 0; first < items; first += perRequest) {
      slices.add(new Slice(slices.size(), first, Math.min(perRequest, items - first)));
    }
    return slices;
  }
}
