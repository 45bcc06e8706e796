package dev.lineal.owner.moments;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.study.Bounds;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.study.StudySchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns whose moments a study computes, in order: its features, and the target of a
 * regression last.
 *
 * @param schemaSha256 hash of the schema they are of
 */
public record MomentColumns(dev.lineal.lineage.Sha256 schemaSha256, List<Column> columns) {
  public MomentColumns {
    Require.present("study_schema", schemaSha256);
    columns = Require.notEmpty("columns", columns);
  }

  /** Those of a schema. */
  public static MomentColumns of(StudySchema schema) {
    List<String> names = schema.standardised();
    List<Bounds> bounds = schema.standardisedBounds();
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      Role role =
          schema.label() instanceof StudyLabel.Regression label && label.name().equals(names.get(j))
              ? Role.TARGET
              : Role.FEATURE;
      columns.add(
          new Column(names.get(j), bounds.get(j).min().value(), bounds.get(j).max().value(), role));
    }
    return new MomentColumns(schema.sha256(), columns);
  }

  /** What a model does with a column. */
  public enum Role {
    FEATURE,
    /** A regression predicts it; it cannot be dropped. */
    TARGET
  }

  /**
   * @param min least value, in the column's units
   * @param max largest value, above min
   * @param role what a model does with it
   */
  public record Column(String name, BigDecimal min, BigDecimal max, Role role) {
    boolean target() {
      return role == Role.TARGET;
    }

    BigDecimal width() {
      return max.subtract(min);
    }
  }

  public int size() {
    return columns.size();
  }

  /** Values of a row: these columns and, where it is none of them, the label. */
  public int rowValues() {
    return columns.stream().anyMatch(Column::target) ? size() : size() + 1;
  }

  /** Scalars that a release of the totals gives away: two per column and the number of rows. */
  public int releasedScalars() {
    return 2 * columns.size() + 1;
  }
}
