package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.rounds.Pairs;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import java.util.List;
import java.util.function.Supplier;

/** The right sides of a Gram matrix's rows: one file per row and slice of blocks. */
final class GramRows implements Equation {
  static final int SCALE_BITS = 2 * HeParameters.COLUMN_SCALE_BITS;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final Coefficients coefficients;

  GramRows(CheckedRun run, HeParameters parameters, Kept kept, Coefficients coefficients) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.coefficients = coefficients;
  }

  /** Whether a slice of blocks is here: its last row is written last. */
  boolean has(int slice) {
    return kept.read(name(slice, run.layout().features() - 1)).isPresent();
  }

  void keep(int slice, List<GradientAccumulator> rows) {
    for (int i = 0; i < rows.size(); i++) {
      kept.write(name(slice, i), rows.get(i).toBytes());
    }
  }

  @Override
  public Identity products() {
    return Identity.GRAM;
  }

  @Override
  public Identity c0() {
    return Identity.GRAM_C0;
  }

  @Override
  public String item() {
    return "pair";
  }

  /** Of the pair's second column. */
  @Override
  public long[] coefficient(Place place, int number) {
    int row = place.slice();
    return coefficients.ofFeature(row + number - new Pairs(run.layout().features()).first(row));
  }

  @Override
  public List<Supplier<Right>> rights(Place place) {
    return List.of(() -> right(place.slice()));
  }

  private Right right(int row) {
    try (GradientAccumulator sum =
        new GradientAccumulator(parameters, run.keyId(), 1, SCALE_BITS)) {
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        String name = name(slice, row);
        byte[] bytes =
            kept.read(name)
                .orElseThrow(
                    () -> new IllegalStateException("The run's check lost " + name + "; restart."));
        try (GradientAccumulator part = GradientAccumulator.parse(bytes)) {
          sum.add(part);
        }
      }
      byte[] products = new byte[2 * parameters.packedBytes()];
      sum.packColumn(0, products, 0);
      return new Right(products, Residues.bytes(sum.constantOfC0(0)));
    }
  }

  private static String name(int slice, int row) {
    return "e-" + slice + "-" + row;
  }
}
