package dev.lineal.he.udf;

import static dev.lineal.he.HeParameters.INSECURE_TEST_10;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The scalar functions over a Delta table give the bytes of the Java API. */
class HeFunctionsTest {
  @RegisterExtension static final LocalSpark spark = new LocalSpark();

  private static final int ROWS = 6;
  private static final StructType TABLE =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("x", DataTypes.BinaryType)
          .add("y", DataTypes.BinaryType)
          .add("xs", Signature.CIPHERTEXTS)
          .add("ys", Signature.CIPHERTEXTS);
  private static final StructType ANSWERS =
      new StructType().add("id", DataTypes.IntegerType).add("c", DataTypes.BinaryType);

  @TempDir static Path folder;
  private static List<byte[]> x;
  private static List<byte[]> y;

  @BeforeAll
  static void writesTheTable() {
    x = Ciphertexts.fresh(INSECURE_TEST_10, 1, ROWS + 2);
    y = Ciphertexts.fresh(INSECURE_TEST_10, 1, ROWS + 2);
    Row[] rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> RowFactory.create(i, x.get(i), y.get(i), window(x, i), window(y, i)))
            .toArray(Row[]::new);
    rows = Arrays.copyOf(rows, ROWS + 1);
    rows[ROWS] = RowFactory.create(ROWS, null, y.get(0), null, window(y, 0));
    String path = folder.resolve("columns").toString();
    spark.frame(TABLE, rows).repartition(3).write().format("delta").save(path);
    spark.session().read().format("delta").load(path).createOrReplaceTempView("columns");
  }

  @Test
  void add_givesTheBytesOfTheJavaApi() {
    assertAnswers(
        i -> Ciphertexts.sum(List.of(x.get(i), y.get(i))),
        "SELECT id, he_add(x, y) c FROM columns");
  }

  @Test
  void multiply_givesTheBytesOfTheJavaApi() {
    assertAnswers(
        i -> Ciphertexts.product(x.get(i), y.get(i)),
        "SELECT id, he_multiply(x, y) c FROM columns");
  }

  @Test
  void multiply_doublesDegreeAndScaleBits() {
    byte[] product = spark.bytes("SELECT he_multiply(x, y) FROM columns WHERE id = 0");
    try (Ciphertext c = Ciphertext.parse(product)) {
      assertEquals(2, c.degree());
      assertEquals(84, c.scaleBits());
    }
  }

  @Test
  void dot_givesTheBytesOfTheJavaApi() {
    assertAnswers(
        i -> Ciphertexts.dot(window(x, i), window(y, i)),
        "SELECT id, he_dot(xs, ys) c FROM columns");
  }

  @Test
  void dot_ofArraysBuiltInSql() {
    byte[] dot = spark.bytes("SELECT he_dot(array(x, y), array(y, y)) FROM columns WHERE id = 3");
    byte[] expected = Ciphertexts.dot(List.of(x.get(3), y.get(3)), List.of(y.get(3), y.get(3)));
    assertArrayEquals(expected, dot);
  }

  @Test
  void nullElementGivesNull() {
    String query = "SELECT he_dot(array(x, CAST(NULL AS BINARY)), array(y, y)) FROM columns";
    assertArrayEquals(null, spark.bytes(query));
  }

  @Test
  void untypedNullGivesNull() {
    assertArrayEquals(null, spark.bytes("SELECT he_add(NULL, x) FROM columns"));
  }

  @Test
  void callsNest() {
    byte[] nested =
        spark.bytes("SELECT he_add(he_multiply(x, y), he_dot(xs, ys)) FROM columns WHERE id = 2");
    byte[] expected =
        Ciphertexts.sum(
            List.of(
                Ciphertexts.product(x.get(2), y.get(2)),
                Ciphertexts.dot(window(x, 2), window(y, 2))));
    assertArrayEquals(expected, nested);
  }

  @Test
  void javaCallsThemByNameAndByExpression() {
    Dataset<Row> columns = spark.session().table("columns");
    Dataset<Row> byName =
        columns.select(col("id"), call_function("he_add", col("x"), col("y")).as("c"));
    Dataset<Row> byExpression = columns.select(col("id"), expr("he_add(x, y)").as("c"));
    spark.comparisons().assertDataFrameEquals(byName.orderBy("id"), byExpression.orderBy("id"));
  }

  @Test
  void groupsByACall() {
    String query =
        "SELECT count(*) FROM (SELECT he_add(x, y) c FROM columns GROUP BY he_add(x, y))";
    assertEquals(ROWS + 1L, spark.session().sql(query).head().getLong(0));
  }

  @Test
  void columnsAndDescriptionsBearTheNames() {
    assertArrayEquals(
        new String[] {"he_dot(xs, ys)"},
        spark.session().sql("SELECT he_dot(xs, ys) FROM columns").columns());
    String description = spark.session().sql("DESCRIBE FUNCTION he_dot").collectAsList().toString();
    assertTrue(description.contains("he_dot(a, b)"), description);
  }

  private static List<byte[]> window(List<byte[]> column, int first) {
    return column.subList(first, first + 3);
  }

  private static void assertAnswers(IntFunction<byte[]> expected, String query) {
    Row[] rows =
        IntStream.rangeClosed(0, ROWS)
            .mapToObj(i -> RowFactory.create(i, i == ROWS ? null : expected.apply(i)))
            .toArray(Row[]::new);
    spark
        .comparisons()
        .assertDataFrameEquals(
            spark.frame(ANSWERS, rows), spark.session().sql(query).orderBy("id"));
  }
}
