package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;

/**
 * One feature.
 *
 * @param name as in the header of every owner's file
 * @param type of its values
 * @param bounds of its values
 */
public record StudyColumn(String name, NumberType type, Bounds bounds) {
  public StudyColumn {
    requireName(name);
    Require.present("bounds", bounds).requireType(type);
  }

  static String requireName(String name) {
    Require.text("name", name);
    if (!name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "name: must not begin or end with a space, but is " + Require.quoted(name));
    }
    return name;
  }
}
