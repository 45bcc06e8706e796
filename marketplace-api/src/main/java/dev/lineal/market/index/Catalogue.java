package dev.lineal.market.index;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every list, sorted in every way beforehand: a request only filters, and one that asks for all of
 * a list looks at those entries alone that it shows.
 */
public final class Catalogue {
  private final Map<Kind, Map<Sort, List<Entry>>> lists = new EnumMap<>(Kind.class);
  private final Map<Kind, Facets> whole = new EnumMap<>(Kind.class);

  /**
   * A part of a list.
   *
   * @param entries at most as many as were asked for
   * @param next where to go on; null at the end
   * @param facets of all that match
   */
  public record Page(List<Entry> entries, Cursor next, Facets facets) {}

  Catalogue(Entries entries) {
    for (Kind kind : Kind.values()) {
      List<Entry> all = entries.of(kind);
      Map<Sort, List<Entry>> sorted = new HashMap<>();
      for (Sort.Key key : Sort.Key.values()) {
        sorted.put(new Sort(key, Sort.Way.UP), all.stream().sorted(order(key)).toList());
        sorted.put(
            new Sort(key, Sort.Way.DOWN), all.stream().sorted(order(key).reversed()).toList());
      }
      lists.put(kind, sorted);
      whole.put(kind, Facets.of(all));
    }
  }

  private static Comparator<Entry> order(Sort.Key key) {
    return Comparator.comparing((Entry entry) -> entry.keys().get(key)).thenComparing(Entry::id);
  }

  /** How many there are. */
  public int size(Kind kind) {
    return whole.get(kind).total();
  }

  /** What matches, from where the query goes on. */
  public Page page(Kind kind, ListQuery query) {
    List<Entry> ordered = lists.get(kind).get(query.sort());
    if (query.isOfAll()) {
      return cut(ordered, query, whole.get(kind));
    }
    List<Entry> found = ordered.stream().filter(query::matches).toList();
    return cut(found, query, Facets.of(found));
  }

  private static Page cut(List<Entry> found, ListQuery query, Facets facets) {
    int from = query.cursor().map(at -> firstBehind(at, found)).orElse(0);
    int to = Math.min(from + query.limit(), found.size());
    Cursor next = to == found.size() ? null : Cursor.behind(found.get(to - 1), query.sort());
    return new Page(found.subList(from, to), next, facets);
  }

  /** By halves: the list has the cursor's order. */
  private static int firstBehind(Cursor at, List<Entry> found) {
    int low = 0;
    int high = found.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at.isBefore(found.get(middle))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
