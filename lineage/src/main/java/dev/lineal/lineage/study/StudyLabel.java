package dev.lineal.lineage.study;

import dev.lineal.lineage.Require;

/** The column that a model is to predict. */
public sealed interface StudyLabel {
  /** Name in the header of every owner's file. */
  String name();

  /**
   * One of two classes. Rows are label-folded: every feature is multiplied by +1 or -1.
   *
   * @param name of the column
   * @param negative how the class -1 is written
   * @param positive how the class +1 is written
   */
  record Classification(String name, String negative, String positive) implements StudyLabel {
    public Classification {
      StudyColumn.requireName(name);
      Require.text("negative", negative);
      Require.text("positive", positive);
      if (negative.equals(positive)) {
        throw new IllegalArgumentException(
            "positive: must differ from negative, but both are " + Require.quoted(positive));
      }
    }
  }

  /**
   * A number.
   *
   * @param name of the column
   * @param type of its values
   * @param bounds of its values
   */
  record Regression(String name, NumberType type, Bounds bounds) implements StudyLabel {
    public Regression {
      StudyColumn.requireName(name);
      Require.present("bounds", bounds).requireType(type);
    }
  }
}
