package dev.lineal.market.index;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What is in a list.
 *
 * @param total how many entries
 * @param tasks how many of them have each task
 * @param licences how many of them have each tag
 */
public record Facets(int total, Map<String, Integer> tasks, Map<String, Integer> licences) {
  static Facets of(List<Entry> entries) {
    return new Facets(
        entries.size(), count(entries, Entry::tasks), count(entries, Entry::licences));
  }

  private static Map<String, Integer> count(
      List<Entry> entries, Function<Entry, Iterable<String>> values) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Entry entry : entries) {
      values.apply(entry).forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return Collections.unmodifiableMap(counts);
  }
}
