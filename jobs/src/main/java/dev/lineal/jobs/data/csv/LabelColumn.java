package dev.lineal.jobs.data.csv;

import dev.lineal.lineage.manifest.Task;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The column that is predicted.
 *
 * @param values one per row: 0 and 1 of a classification
 * @param meaning in words
 */
record LabelColumn(double[] values, String meaning) {
  static LabelColumn of(Task task, String name, List<String> fields, Optional<String> positive) {
    return task == Task.LINEAR ? target(name, fields) : classes(name, fields, positive);
  }

  private static LabelColumn target(String name, List<String> fields) {
    fields.stream()
        .filter(field -> !Numbers.is(field))
        .findFirst()
        .ifPresent(
            text -> {
              throw CsvErrors.labelIsText(name, text);
            });
    if (fields.stream().distinct().count() == 1) {
      throw CsvErrors.oneClass(name, fields.get(0));
    }
    return new LabelColumn(fields.stream().mapToDouble(Double::parseDouble).toArray(), name);
  }

  private static LabelColumn classes(String name, List<String> fields, Optional<String> positive) {
    TreeMap<String, Long> counts =
        fields.stream()
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    if (counts.size() == 1) {
      throw CsvErrors.oneClass(name, counts.firstKey());
    }
    String one = positive.orElseGet(() -> larger(name, counts));
    if (!counts.containsKey(one)) {
      throw CsvErrors.noSuchClass(one, name, counts);
    }
    return new LabelColumn(
        fields.stream().mapToDouble(field -> field.equals(one) ? 1 : 0).toArray(),
        name + " = " + one);
  }

  /** Of two classes the one that is written later: 1 of 0 and 1, yes of no and yes. */
  private static String larger(String name, Map<String, Long> counts) {
    if (counts.size() > 2) {
      throw CsvErrors.manyClasses(name, counts);
    }
    return counts.keySet().stream().max(Comparator.naturalOrder()).orElseThrow();
  }
}
