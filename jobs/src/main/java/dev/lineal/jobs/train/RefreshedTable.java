package dev.lineal.jobs.train;

import dev.lineal.jobs.delta.DataFile;
import dev.lineal.jobs.delta.DeltaAppend;
import dev.lineal.lineage.manifest.KeepRefreshed;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Delta table {@code refreshed}: c_0 of every ciphertext that owners refreshed, one row each, a
 * partition per run and iteration. With the shards it is all that a replay of any step needs. Tasks
 * write its files, a file per request; a checkpoint makes them visible.
 *
 * @param folder of the tables; any address that Spark writes to
 */
record RefreshedTable(String folder) {
  private static final StructType VALUE =
      new StructType()
          .add("round", IntegerType.INTEGER)
          .add("item", IntegerType.INTEGER)
          .add("sha256", StringType.STRING)
          .add("c0", BinaryType.BINARY)
          .add("run", StringType.STRING)
          .add("iteration", IntegerType.INTEGER);

  private DeltaAppend table() {
    return new DeltaAppend(path(), VALUE, List.of("run", "iteration"));
  }

  String path() {
    return folder + "/refreshed";
  }

  /** Where the tasks of a run leave what its plan keeps. */
  RefreshedValues of(String run, KeepRefreshed keep, int iterations) {
    String place = folder;
    int from = keep == KeepRefreshed.ALL ? 0 : iterations - 1;
    return (iteration, round, first, hashes, c0) ->
        iteration < from || c0.isEmpty()
            ? null
            : new RefreshedTable(place).write(run, iteration, round, first, hashes, c0);
  }

  private DataFile write(
      String run, int iteration, int round, int first, String[] hashes, List<byte[]> c0) {
    return table()
        .write(
            Map.of("run", run, "iteration", Integer.toString(iteration)),
            List.of(
                Collections.nCopies(hashes.length, round),
                IntStream.range(first, first + hashes.length).boxed().toList(),
                Arrays.asList(hashes),
                c0));
  }

  /** Makes visible what tasks wrote. */
  void commit(List<IterationRow> rows) {
    List<DataFile> files =
        rows.stream()
            .flatMap(row -> row.records().stream())
            .map(RoundRecord::kept)
            .filter(Objects::nonNull)
            .toList();
    if (!files.isEmpty()) {
      table().commit(files);
    }
  }
}
