package dev.lineal.jobs.train;

import dev.lineal.jobs.delta.DeltaAppend;
import dev.lineal.lineage.Sha256;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.util.List;

/** Delta table {@code checkpoints}: the state after an iteration. */
final class CheckpointTable {
  private static final StructType CHECKPOINT =
      new StructType()
          .add("run", StringType.STRING)
          .add("iterations", IntegerType.INTEGER)
          .add("state_sha256", StringType.STRING)
          .add("state", BinaryType.BINARY);

  private CheckpointTable() {}

  static DeltaAppend append(String path) {
    return new DeltaAppend(path, CHECKPOINT, List.of());
  }

  static List<List<?>> columns(String run, TrainingState state) {
    byte[] bytes = state.toBytes();
    return List.of(
        List.of(run),
        List.of(state.iterations()),
        List.of(Sha256.hash(bytes).toString()),
        List.of(bytes));
  }
}
