package dev.lineal.owner.shard;

import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.study.StudySchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A schema as checks by position: the features in its order, then the label. */
final class SchemaCheck {
  private final List<String> names = new ArrayList<>();
  private final List<ValueCheck> checks = new ArrayList<>();

  SchemaCheck(StudySchema schema) {
    for (StudyColumn column : schema.columns()) {
      names.add(column.name());
      checks.add(new NumberCheck(column.type(), column.bounds()));
    }
    StudyLabel label = schema.label();
    names.add(label.name());
    if (label instanceof StudyLabel.Regression target) {
      checks.add(new NumberCheck(target.type(), target.bounds()));
    } else {
      checks.add(new ClassCheck((StudyLabel.Classification) label));
    }
  }

  int size() {
    return names.size();
  }

  String name(int column) {
    return names.get(column);
  }

  ValueCheck at(int column) {
    return checks.get(column);
  }

  /**
   * Where a file has each column of the schema.
   *
   * @param header the file's names
   * @throws IllegalArgumentException saying what is missing, unknown or there twice
   */
  int[] positions(List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("it has the column '" + name + "' twice");
      }
    }
    requireSame(seen);
    return names.stream().mapToInt(header::indexOf).toArray();
  }

  private void requireSame(Set<String> header) {
    List<String> missing = names.stream().filter(name -> !header.contains(name)).toList();
    List<String> unknown = header.stream().filter(name -> !names.contains(name)).sorted().toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("it lacks the schema's columns " + few(missing));
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("it has columns that the schema lacks: " + few(unknown));
    }
  }

  private static String few(List<String> names) {
    int shown = Math.min(5, names.size());
    String text = "'" + String.join("', '", names.subList(0, shown)) + "'";
    return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
  }
}
