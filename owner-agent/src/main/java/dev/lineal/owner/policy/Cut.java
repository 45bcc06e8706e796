package dev.lineal.owner.policy;

/**
 * How a plan cuts blocks or features into slices.
 *
 * @param items all of them
 * @param each most of one slice
 */
public record Cut(int items, int each) {
  /** Number of slices. */
  public int slices() {
    return (items + each - 1) / each;
  }

  /** Number of a slice's first item. */
  public int first(int slice) {
    return slice * each;
  }

  /** Number of items of a slice. */
  public int count(int slice) {
    return Math.min(each, items - first(slice));
  }

  /** The slice that an item is in. */
  public int sliceOf(int item) {
    return item / each;
  }
}
