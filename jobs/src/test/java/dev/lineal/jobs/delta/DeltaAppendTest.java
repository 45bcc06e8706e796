package dev.lineal.jobs.delta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.jobs.testing.LocalSpark;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Tables that Spark reads as they were written; files with Hadoop's permissions. */
final class DeltaAppendTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("item", IntegerType.INTEGER)
          .add("name", StringType.STRING)
          .add("bytes", BinaryType.BINARY)
          .add("run", StringType.STRING)
          .add("iteration", IntegerType.INTEGER);

  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir Path folder;

  @Test
  void sparkReadsWhatWasAppended() throws IOException {
    Path table = folder.resolve("t");
    DeltaAppend append = new DeltaAppend(table.toString(), SCHEMA, List.of("run", "iteration"));
    append.commit(List.of(file(append, 0), file(append, 1)));
    append.commit(List.of(file(append, 2)));
    assertPermissions(table);

    List<Row> rows =
        SPARK
            .session()
            .read()
            .format("delta")
            .load(table.toString())
            .orderBy("iteration", "item")
            .collectAsList();
    assertEquals(6, rows.size());
    Row last = rows.get(5);
    assertEquals(8, last.<Integer>getAs("item"));
    assertEquals("ü", last.getAs("name"));
    assertArrayEquals(new byte[] {2, 0, -1}, last.getAs("bytes"));
    assertEquals("r", last.getAs("run"));
    assertEquals(2, last.<Integer>getAs("iteration"));
  }

  private static DataFile file(DeltaAppend append, int iteration) {
    return append.write(
        Map.of("run", "r", "iteration", Integer.toString(iteration)),
        List.of(
            List.of(7, 8),
            List.of("a", "ü"),
            List.of(new byte[0], new byte[] {(byte) iteration, 0, -1})));
  }

  private static void assertPermissions(Path table) throws IOException {
    try (Stream<Path> made = Files.walk(table)) {
      for (Path path : made.toList()) {
        String expected = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
        assertEquals(
            expected,
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path.toString());
        assertEquals(false, path.toString().endsWith(".parquet.crc"), path.toString());
      }
    }
  }

  @Test
  void permissionsAreThoseAskedFor() throws IOException {
    try (LocalFiles files = new LocalFiles()) {
      files.initialize(URI.create("file:///"), new Configuration());
      Path made = Files.createFile(folder.resolve("p"));
      for (int mode : new int[] {0600, 0521, 0777, 0}) {
        files.setPermission(
            new org.apache.hadoop.fs.Path(made.toUri()), new FsPermission((short) mode));
        assertEquals(mode, (int) Files.getAttribute(made, "unix:mode") & 0777);
      }
    }
  }

  @Test
  void aStaleChecksumGoesWithTheFileItWasOf() throws IOException {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder.resolve("c").toUri());
    try (FileSystem hadoop = FileSystem.newInstance(URI.create("file:///"), new Configuration());
        LocalFiles files = new LocalFiles()) {
      files.initialize(URI.create("file:///"), new Configuration());
      write(hadoop, path, "old");
      assertEquals(true, Files.exists(folder.resolve(".c.crc")));
      write(files, path, "new");
      try (FSDataInputStream in = hadoop.open(path)) {
        assertEquals("new", new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private static void write(FileSystem files, org.apache.hadoop.fs.Path path, String text)
      throws IOException {
    try (FSDataOutputStream out = files.create(path, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
