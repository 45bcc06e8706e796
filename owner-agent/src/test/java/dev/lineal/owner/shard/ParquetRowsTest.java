package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.keys.NoNativeLeaks;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest extends NoNativeLeaks {
  private static final StudySchema SCHEMA =
      new StudySchema(
          List.of(
              TestStudyHome.number("x", "-10", "1000.5"),
              TestStudyHome.integer("n", "0", "9007199254740991")),
          TestStudyHome.classes("class", "0", "1"));
  private static final int COPIES = 5;

  @TempDir private Path directory;
  private final List<String> rejected = new ArrayList<>();

  private List<String> read(Path file, StudySchema schema) throws IOException {
    List<String> rows = new ArrayList<>();
    SchemaRows source =
        SchemaRows.open(
            file,
            schema,
            fault -> rejected.add(fault.row() + " " + fault.column() + " " + fault.rule().text()));
    long accepted = source.forEach(row -> rows.add(Arrays.toString(row)));
    assertEquals(rows.size(), accepted);
    assertEquals(1, source.fractionRead());
    return rows;
  }

  private List<String> read(StructType type, Object[]... columns) throws IOException {
    Path file = directory.resolve("rows-" + System.nanoTime() + ".parquet");
    return read(ParquetFixture.write(file, type, columns), SCHEMA);
  }

  private static StructType type(DataType x, DataType n, DataType label) {
    return new StructType().add("x", x).add("n", n).add("class", label);
  }

  /** Breast cancer as doubles, the label as a long, the columns in the reverse order. */
  private Path breastCancer() throws IOException {
    double[][] values = BreastCancer.values();
    StructType type = new StructType().add("benign", LongType.LONG);
    Object[][] columns = new Object[BreastCancer.FEATURES + 1][COPIES * values.length];
    for (int j = BreastCancer.FEATURES - 1; j >= 0; j--) {
      type = type.add("feature " + j, DoubleType.DOUBLE);
    }
    for (int i = 0; i < columns[0].length; i++) {
      double[] row = values[i % values.length];
      columns[0][i] = (long) row[BreastCancer.FEATURES];
      for (int j = 0; j < BreastCancer.FEATURES; j++) {
        columns[BreastCancer.FEATURES - j][i] = row[j];
      }
    }
    return ParquetFixture.write(directory.resolve("with space.parquet"), type, columns);
  }

  @Test
  void theSameRowsComeFromParquetAndCsv() throws IOException {
    Path csv = BreastCancer.csv(directory.resolve("rows.csv"), COPIES);
    List<String> fromCsv = read(csv, BreastCancer.schema());
    assertEquals(COPIES * BreastCancer.ROWS, fromCsv.size());
    assertEquals(fromCsv, read(breastCancer(), BreastCancer.schema()));
    assertEquals(List.of(), rejected);
  }

  @Test
  void theSameColumnsAreEncryptedFromParquetAndCsv() throws IOException {
    Path csv = BreastCancer.csv(directory.resolve("rows.csv"), COPIES);
    StudySchema schema = BreastCancer.schema();
    RowSource rows = SchemaRows.open(csv, schema, RejectionLog.NONE);
    try (TestStudyHome study =
        TestStudyHome.create(directory, HeParameters.INSECURE_TEST_10, schema, rows)) {
      PublishedDataset one = study.encryption(csv).execute().dataset();
      PublishedDataset two = study.encryption(breastCancer()).execute().dataset();
      double bits =
          DatasetContent.bits(
              DatasetContent.decrypt(one, study.decryption()),
              DatasetContent.decrypt(two, study.decryption()));
      assertTrue(bits > 24, bits + " bits");
    }
  }

  @Test
  void everyNumericTypeIsRead() throws IOException {
    Object[] label = {1L, 0L};
    List<String> want = List.of("[1.5, 7.0, 1.0]", "[-2.0, 8.0, -1.0]");
    Object[] doubles = {1.5, -2.0};
    Object[] floats = {1.5f, -2f};
    Object[] decimals = {new BigDecimal("1.50"), new BigDecimal("-2.00")};
    for (Object[] x : List.of(doubles, floats, decimals)) {
      DataType type =
          x == doubles ? DoubleType.DOUBLE : x == floats ? FloatType.FLOAT : new DecimalType(9, 2);
      assertEquals(
          want,
          read(type(type, IntegerType.INTEGER, LongType.LONG), x, new Object[] {7, 8}, label));
      assertEquals(
          want, read(type(type, LongType.LONG, LongType.LONG), x, new Object[] {7L, 8L}, label));
      assertEquals(
          want,
          read(type(type, DoubleType.DOUBLE, LongType.LONG), x, new Object[] {7.0, 8.0}, label));
    }
    assertEquals(List.of(), rejected);
  }

  @Test
  void labelsAreTextsNumbersOrBooleans() throws IOException {
    List<String> want = List.of("[1.0, 2.0, 1.0]", "[1.0, 2.0, -1.0]");
    Object[] x = {1.0, 1.0};
    Object[] n = {2, 2};
    assertEquals(want, read(labelled(StringType.STRING), x, n, new Object[] {"1", "0"}));
    assertEquals(want, read(labelled(IntegerType.INTEGER), x, n, new Object[] {1, 0}));
    assertEquals(want, read(labelled(DoubleType.DOUBLE), x, n, new Object[] {1.0, 0.0}));
    StudySchema words =
        new StudySchema(SCHEMA.columns(), TestStudyHome.classes("class", "false", "true"));
    Path file = directory.resolve("booleans.parquet");
    ParquetFixture.write(file, labelled(BooleanType.BOOLEAN), x, n, new Object[] {true, false});
    assertEquals(want, read(file, words));
  }

  private static StructType labelled(DataType label) {
    return type(DoubleType.DOUBLE, IntegerType.INTEGER, label);
  }

  @Test
  void faultsAreThoseOfCsv() throws IOException {
    Object[] x = {Double.NaN, Double.POSITIVE_INFINITY, null, -11.0, 1001.0, 1.0, 1.0, 1.0, 1.0};
    Object[] n = {1L, 1L, 1L, 1L, 1L, -1L, 1L << 53, Long.MIN_VALUE, null};
    Object[] label = {1L, 0L, 1L, 0L, 1L, 0L, 1L, 2L, null};
    assertEquals(
        List.of(), read(type(DoubleType.DOUBLE, LongType.LONG, LongType.LONG), x, n, label));
    assertEquals(
        List.of(
            "1 x not-finite",
            "2 x not-finite",
            "3 x missing",
            "4 x below-min",
            "5 x above-max",
            "6 n below-min",
            "7 n beyond-2-53",
            "8 n beyond-2-53",
            "8 class unknown-label",
            "9 n missing",
            "9 class missing"),
        rejected);
  }

  @Test
  void otherColumnsAndTypesAreRefused() throws IOException {
    Object[] x = {1.0};
    String extra =
        refused(labelled(LongType.LONG).add("id", LongType.LONG), x, one(1), one(1L), one(9L));
    assertTrue(extra.contains("columns that the schema lacks: 'id'"), extra);
    String missing = refused(new StructType().add("x", DoubleType.DOUBLE), new Object[][] {x});
    assertTrue(missing.contains("it lacks the schema's columns 'n', 'class'"), missing);
    String date =
        refused(type(DoubleType.DOUBLE, DateType.DATE, LongType.LONG), x, one(1), one(1L));
    assertTrue(date.contains("a column that is no number, text or boolean"), date);
    String bytes =
        refused(
            type(BinaryType.BINARY, IntegerType.INTEGER, LongType.LONG),
            one(new byte[8]),
            one(1),
            one(1L));
    assertTrue(bytes.contains("a column that is no number, text or boolean"), bytes);
  }

  private static Object[] one(Object value) {
    return new Object[] {value};
  }

  private String refused(StructType type, Object[]... columns) {
    return assertThrows(
            OwnerException.class, () -> read(type, Arrays.copyOf(columns, type.length())))
        .getMessage();
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    Path good = breastCancer();
    byte[] content = Files.readAllBytes(good);
    Path text = Files.writeString(directory.resolve("text.parquet"), "x,n,class\n1,2,1\n");
    Path empty = Files.write(directory.resolve("empty.parquet"), new byte[0]);
    Path cut =
        Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(content, content.length - 100));
    byte[] broken = content.clone();
    Arrays.fill(broken, 4, content.length / 2, (byte) 0x5a);
    Path middle = Files.write(directory.resolve("middle.parquet"), broken);
    for (Path file : List.of(text, empty, cut, middle)) {
      OwnerException error =
          assertThrows(
              OwnerException.class, () -> read(file, BreastCancer.schema()), file.toString());
      assertTrue(error.getMessage().contains(file + " is no Parquet file"), error::getMessage);
    }
    assertArrayEquals(content, Files.readAllBytes(good));
  }
}
