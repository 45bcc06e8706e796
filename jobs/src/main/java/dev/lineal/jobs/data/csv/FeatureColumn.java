package dev.lineal.jobs.data.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A column as features: itself where it has numbers; else 0 or 1 per category but the first, which
 * the others being 0 stands for.
 *
 * @param name of the column
 * @param categories in order; none for numbers
 */
record FeatureColumn(String name, List<String> categories) {
  /** More different texts are no category. */
  static final int MOST_CATEGORIES = 32;

  /** What a column's fields are; a constant one or free text is an error. */
  static FeatureColumn of(String name, List<String> fields) {
    TreeSet<String> values = new TreeSet<>(fields);
    if (values.size() == 1) {
      throw CsvErrors.constant(name, values.first());
    }
    if (fields.stream().allMatch(Numbers::is)) {
      return new FeatureColumn(name, List.of());
    }
    if (values.size() > MOST_CATEGORIES) {
      throw CsvErrors.freeText(name, values.size(), MOST_CATEGORIES);
    }
    return new FeatureColumn(name, List.copyOf(values));
  }

  /** Names of the features. */
  List<String> features() {
    return categories.isEmpty()
        ? List.of(name)
        : categories.stream().skip(1).map(category -> name + "=" + category).toList();
  }

  /** The features of a field. */
  List<Double> values(String field) {
    if (categories.isEmpty()) {
      return List.of(Double.parseDouble(field));
    }
    List<Double> values = new ArrayList<>();
    categories.stream().skip(1).forEach(category -> values.add(category.equals(field) ? 1.0 : 0.0));
    return values;
  }
}
