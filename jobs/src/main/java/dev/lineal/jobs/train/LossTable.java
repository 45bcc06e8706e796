package dev.lineal.jobs.train;

import dev.lineal.jobs.delta.DeltaAppend;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.math.BigInteger;
import java.util.List;

/**
 * Delta table {@code losses}: what owners released of a solve's loss, an integer. A run that was
 * resumed may have the same number twice.
 */
final class LossTable {
  private static final StructType LOSS =
      new StructType()
          .add("run", StringType.STRING)
          .add("solve", IntegerType.INTEGER)
          .add("released", StringType.STRING);

  private LossTable() {}

  static DeltaAppend append(String path) {
    return new DeltaAppend(path, LOSS, List.of());
  }

  static List<List<?>> columns(String run, int solve, BigInteger released) {
    return List.of(List.of(run), List.of(solve), List.of(released.toString()));
  }
}
