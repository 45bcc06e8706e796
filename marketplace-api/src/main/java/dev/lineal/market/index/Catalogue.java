package dev.lineal.market.index;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every list, sorted in every way beforehand: a request only filters. */
public final class Catalogue {
  private final Map<Kind, Map<Sort.Key, List<Entry>>> lists = new EnumMap<>(Kind.class);

  /**
   * A part of a list.
   *
   * @param entries at most as many as were asked for
   * @param total how many match
   * @param next where to go on; null at the end
   * @param tasks how many of those that match have each task
   * @param licences how many of those that match have each tag
   */
  public record Page(
      List<Entry> entries,
      int total,
      Cursor next,
      Map<String, Integer> tasks,
      Map<String, Integer> licences) {}

  Catalogue(Entries entries) {
    for (Kind kind : Kind.values()) {
      List<Entry> all = entries.of(kind);
      Map<Sort.Key, List<Entry>> sorted = new EnumMap<>(Sort.Key.class);
      for (Sort.Key key : Sort.Key.values()) {
        sorted.put(key, all.stream().sorted(order(key)).toList());
      }
      lists.put(kind, sorted);
    }
  }

  private static Comparator<Entry> order(Sort.Key key) {
    return Comparator.comparing((Entry entry) -> entry.keys().get(key)).thenComparing(Entry::id);
  }

  /** How many there are. */
  public int size(Kind kind) {
    return lists.get(kind).get(Sort.Key.CREATED).size();
  }

  /** What matches, from where the query goes on. */
  public Page page(Kind kind, ListQuery query) {
    Sort sort = query.sort();
    List<Entry> ascending = lists.get(kind).get(sort.key());
    List<Entry> ordered = sort.way() == Sort.Way.UP ? ascending : reversed(ascending);
    List<Entry> found = ordered.stream().filter(query::matches).toList();
    List<Entry> rest = found.stream().filter(query::isBehindCursor).toList();
    List<Entry> shown = rest.subList(0, Math.min(query.limit(), rest.size()));
    Cursor next =
        shown.size() == rest.size() ? null : Cursor.behind(shown.get(shown.size() - 1), sort);
    return new Page(
        shown, found.size(), next, count(found, Entry::tasks), count(found, Entry::licences));
  }

  private static List<Entry> reversed(List<Entry> entries) {
    List<Entry> copy = new java.util.ArrayList<>(entries);
    Collections.reverse(copy);
    return copy;
  }

  private static Map<String, Integer> count(
      List<Entry> entries, Function<Entry, Iterable<String>> values) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Entry entry : entries) {
      values.apply(entry).forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return counts;
  }
}
