package dev.lineal.jobs.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.testing.LocalSpark;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DeltaAppendTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final StructType VALUE =
      new StructType()
          .add("item", IntegerType.INTEGER)
          .add("c0", BinaryType.BINARY)
          .add("run", StringType.STRING);

  @TempDir Path folder;

  private DeltaAppend table() {
    return new DeltaAppend(folder.resolve("table").toString(), VALUE, List.of("run"));
  }

  private DataFile write(String run, int item) {
    return table()
        .write(Map.of("run", run), List.of(List.of(item), List.of(new byte[] {(byte) item})));
  }

  private Dataset<Row> rows() {
    return SPARK.session().read().format("delta").load(folder.resolve("table").toString());
  }

  @Test
  void rowsAreThereOnceTheyAreCommitted() {
    table().commit(List.of(write("a", 1), write("b", 2)));
    DataFile written = write("a", 3);
    assertEquals(2, rows().count());
    table().commit(List.of(written));
    assertEquals(
        List.of("[1,a]", "[2,b]", "[3,a]"),
        rows().select("item", "run").orderBy("item").collectAsList().stream()
            .map(Row::toString)
            .toList());
  }

  @Test
  void filesOfRowsHaveThePermissionsThatHadoopIsToldAndNoChecksumsBesideThem() throws IOException {
    table().commit(List.of(write("a", 1)));
    try (Stream<Path> files = Files.list(folder.resolve("table/run=a"))) {
      List<Path> written = files.toList();
      assertEquals(1, written.size(), written.toString());
      assertTrue(written.get(0).toString().endsWith(".parquet"));
    }
    Path file = Files.createFile(folder.resolve("file"));
    LocalFiles local = new LocalFiles();
    local.initialize(folder.toUri(), new org.apache.hadoop.conf.Configuration(false));
    local.setPermission(
        new org.apache.hadoop.fs.Path(file.toUri()), new FsPermission((short) 0640));
    assertEquals(
        Set.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ),
        Files.getPosixFilePermissions(file));
    local.close();
  }
}
