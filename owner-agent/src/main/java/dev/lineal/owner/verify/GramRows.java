package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.rounds.Pairs;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Cut;
import dev.lineal.owner.policy.Place;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The right sides of a Gram matrix's rows: one file per row, slice of blocks and part of it. Where
 * the plan leaves owners out, a part is an owner's blocks; else all blocks are one part.
 */
final class GramRows implements Equation {
  static final int SCALE_BITS = 2 * HeParameters.COLUMN_SCALE_BITS;

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final Coefficients coefficients;
  private final int[] parts;

  GramRows(CheckedRun run, HeParameters parameters, Kept kept, Coefficients coefficients) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
    this.coefficients = coefficients;
    this.parts = parts(run);
  }

  /** The part that each block belongs to. */
  private static int[] parts(CheckedRun run) {
    boolean leavesOut = run.task().solves().count() > 1;
    List<PlannedDataset> datasets = run.plan().datasets();
    return IntStream.range(0, datasets.size())
        .flatMap(
            owner ->
                IntStream.generate(() -> leavesOut ? owner : 0).limit(datasets.get(owner).blocks()))
        .toArray();
  }

  int partOf(int block) {
    return parts[block];
  }

  /** The parts that a slice of blocks has, ascending. */
  private int[] partsOf(int slice) {
    Cut blocks = run.layout().blockCut();
    int first = blocks.first(slice);
    return IntStream.range(first, first + blocks.count(slice))
        .map(this::partOf)
        .distinct()
        .toArray();
  }

  /** Whether a slice of blocks is here: the last row of its last part is written last. */
  boolean has(int slice) {
    int[] of = partsOf(slice);
    return kept.read(name(slice, run.layout().features() - 1, of[of.length - 1])).isPresent();
  }

  /**
   * Keeps the rows of every part of a slice.
   *
   * @param rows by part, ascending
   */
  void keep(int slice, Map<Integer, List<GradientAccumulator>> rows) {
    rows.forEach(
        (part, sums) -> {
          for (int i = 0; i < sums.size(); i++) {
            kept.write(name(slice, i, part), sums.get(i).toBytes());
          }
        });
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
    OptionalInt leftOut = run.task().solves().leftOut(place.iteration());
    return List.of(() -> right(place.slice(), leftOut));
  }

  private Right right(int row, OptionalInt leftOut) {
    try (GradientAccumulator sum =
        new GradientAccumulator(parameters, run.keyId(), 1, SCALE_BITS)) {
      for (int slice = 0; slice < run.layout().blockCut().slices(); slice++) {
        for (int part : partsOf(slice)) {
          if (leftOut.isEmpty() || leftOut.getAsInt() != part) {
            add(name(slice, row, part), sum);
          }
        }
      }
      byte[] products = new byte[2 * parameters.packedBytes()];
      sum.packColumn(0, products, 0);
      return new Right(products, Residues.bytes(sum.constantOfC0(0)));
    }
  }

  private void add(String name, GradientAccumulator sum) {
    byte[] bytes =
        kept.read(name)
            .orElseThrow(
                () -> new IllegalStateException("The run's check lost " + name + "; restart."));
    try (GradientAccumulator part = GradientAccumulator.parse(bytes)) {
      sum.add(part);
    }
  }

  private static String name(int slice, int row, int part) {
    return "e-" + slice + "-" + row + "-" + part;
  }
}
