package dev.lineal.owner.shard;

import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyLabel;
import java.util.List;

/**
 * Turns an accepted row into the values of the encrypted columns (docs/shards.md): (x - mean) /
 * deviation, clipped at {@value #CLIP} deviations. In a classification every one times the label,
 * the label itself last; in a regression, the bias 1 behind the features, the target last.
 */
final class Standardisation {
  /** No value leaves -4 .. 4; the bounds of masks and steps stand on it. */
  static final double CLIP = 4;

  private final int[] from;
  private final double[] mean;
  private final double[] deviation;
  private final boolean folded;

  private Standardisation(List<ColumnMoments> kept, List<String> names, boolean folded) {
    from = kept.stream().mapToInt(column -> names.indexOf(column.name())).toArray();
    mean = kept.stream().mapToDouble(column -> column.mean().toDouble()).toArray();
    deviation = kept.stream().mapToDouble(column -> column.deviation().toDouble()).toArray();
    this.folded = folded;
  }

  /**
   * @throws dev.lineal.lineage.LineageException when the moments are not the study's
   */
  static Standardisation of(Study study, Moments moments) {
    moments.checkBelongTo(study);
    boolean folded = study.schema().label() instanceof StudyLabel.Classification;
    return new Standardisation(moments.columns(), study.schema().standardised(), folded);
  }

  /** Number of encrypted columns: what is standardised, and the bias. */
  int columns() {
    return from.length + 1;
  }

  /**
   * Puts a row into slot {@code slot} of every column.
   *
   * @param row features in the schema's order, then the label
   */
  void place(double[] row, double[][] columns, int slot) {
    double label = row[row.length - 1];
    int bias = folded ? from.length : from.length - 1;
    for (int j = 0; j < from.length; j++) {
      double z = clip((row[from[j]] - mean[j]) / deviation[j]);
      columns[j < bias ? j : j + 1][slot] = folded ? label * z : z;
    }
    columns[bias][slot] = folded ? label : 1;
  }

  private static double clip(double z) {
    return Math.max(-CLIP, Math.min(CLIP, z));
  }
}
