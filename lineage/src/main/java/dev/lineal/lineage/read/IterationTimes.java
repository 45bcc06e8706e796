package dev.lineal.lineage.read;

import dev.lineal.lineage.Sha256;
import io.delta.kernel.data.Row;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a training left of each iteration in its store: Delta table {@code iterations} with the
 * columns {@code run}, {@code iteration}, one {@code PHASE_s} per phase, and {@code
 * mean_squared_margin} where owners released it. Told, not proven: no manifest covers it.
 */
public final class IterationTimes {
  private static final String PHASE = "_s";
  private static final String MARGIN = "mean_squared_margin";

  private final Path store;

  /**
   * @param store folder of the training's tables
   */
  public IterationTimes(Path store) {
    this.store = store;
  }

  /**
   * One iteration.
   *
   * @param iteration from 0
   * @param seconds by phase, in the table's order
   * @param meanSquaredMargin over all rows, before the iteration's step
   */
  public record Iteration(
      int iteration, Map<String, Double> seconds, OptionalDouble meanSquaredMargin) {}

  /** Iterations by run, each in order; empty where there is no table. */
  public Map<Sha256, List<Iteration>> byRun() {
    Map<Sha256, Map<Integer, Iteration>> found = new LinkedHashMap<>();
    new DeltaFolder(store.resolve("iterations"))
        .forEach(OptionalLong.empty(), row -> take(row, found));
    Map<Sha256, List<Iteration>> runs = new LinkedHashMap<>();
    found.forEach((run, iterations) -> runs.put(run, new ArrayList<>(iterations.values())));
    return runs;
  }

  /** The table's latest version; empty where there is none. */
  public OptionalLong version() {
    return new DeltaFolder(store.resolve("iterations")).version();
  }

  private static void take(Row row, Map<Sha256, Map<Integer, Iteration>> found) {
    StructType schema = row.getSchema();
    int run = schema.indexOf("run");
    int number = schema.indexOf("iteration");
    if (run < 0 || number < 0) {
      return; // another table of that name
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    OptionalDouble margin = OptionalDouble.empty();
    for (int column = 0; column < schema.length(); column++) {
      StructField field = schema.at(column);
      if (!(field.getDataType() instanceof DoubleType) || row.isNullAt(column)) {
        continue;
      }
      if (field.getName().equals(MARGIN)) {
        margin = OptionalDouble.of(row.getDouble(column));
      } else if (field.getName().endsWith(PHASE)) {
        seconds.put(field.getName().replaceAll(PHASE + "$", ""), row.getDouble(column));
      }
    }
    Iteration iteration = new Iteration(row.getInt(number), seconds, margin);
    found
        .computeIfAbsent(Sha256.parse(row.getString(run)), id -> new TreeMap<>())
        .put(iteration.iteration(), iteration);
  }
}
