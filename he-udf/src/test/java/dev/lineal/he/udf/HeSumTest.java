package dev.lineal.he.udf;

import static dev.lineal.he.HeParameters.INSECURE_TEST_10;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.NativeHandle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** he_sum over a Delta table gives the bytes of the Java API, however the rows are spread. */
class HeSumTest {
  @RegisterExtension static final LocalSpark spark = new LocalSpark();

  private static final int GROUPS = 3;
  private static final int ROWS = 24;
  private static final StructType TABLE =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("owner", DataTypes.IntegerType)
          .add("x", DataTypes.BinaryType);
  private static final StructType SUMS =
      new StructType().add("owner", DataTypes.IntegerType).add("sum", DataTypes.BinaryType);

  @TempDir static Path folder;
  private static List<byte[]> x;

  @BeforeAll
  static void writesTheTable() {
    x = Ciphertexts.fresh(INSECURE_TEST_10, 1, ROWS);
    Row[] rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> RowFactory.create(i, i % GROUPS, x.get(i)))
            .toArray(Row[]::new);
    rows = Arrays.copyOf(rows, ROWS + 2);
    rows[ROWS] = RowFactory.create(ROWS, 0, null);
    rows[ROWS + 1] = RowFactory.create(ROWS + 1, GROUPS, null);
    String path = folder.resolve("columns").toString();
    spark.frame(TABLE, rows).repartition(4).write().format("delta").save(path);
    spark.session().read().format("delta").load(path).createOrReplaceTempView("columns");
  }

  @AfterEach
  void nothingStaysOpen() {
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void wholeColumn() {
    assertArrayEquals(Ciphertexts.sum(x), spark.bytes("SELECT he_sum(x) FROM columns"));
  }

  @Test
  void groupsSkipNulls_andAnEmptyGroupGivesNull() {
    assertGroups(spark.session().sql("SELECT owner, he_sum(x) sum FROM columns GROUP BY owner"));
  }

  @Test
  void noRowGivesNull() {
    assertArrayEquals(null, spark.bytes("SELECT he_sum(x) FROM columns WHERE id < 0"));
  }

  @Test
  void orderAndPartitionsDoNotMatter() {
    for (String order : List.of("id", "id DESC", "x")) {
      Dataset<Row> spread = spark.session().sql("SELECT * FROM columns ORDER BY " + order);
      assertGroups(spread.repartition(4).groupBy("owner").agg(sum()));
      assertGroups(spread.coalesce(1).groupBy("owner").agg(sum()));
    }
  }

  @Test
  void partialSumsMeetInTheShuffle() {
    String plan =
        spark
            .session()
            .sql("SELECT owner, he_sum(x) FROM columns GROUP BY owner")
            .queryExecution()
            .executedPlan()
            .toString();
    assertTrue(plan.contains("partial_he_sum(x"), plan);
  }

  @Test
  void moreGroupsThanFitInTheHashMap() {
    String threshold = "spark.sql.objectHashAggregate.sortBased.fallbackThreshold";
    spark.session().conf().set(threshold, "1");
    try {
      assertGroups(spark.session().table("columns").groupBy("owner").agg(sum()));
    } finally {
      spark.session().conf().unset(threshold);
    }
  }

  @Test
  void distinctAndFilter() {
    byte[] sum =
        spark.bytes(
            "SELECT he_sum(DISTINCT x) FILTER (WHERE id < 2)"
                + " FROM (SELECT * FROM columns UNION ALL SELECT * FROM columns)");
    assertArrayEquals(Ciphertexts.sum(x.subList(0, 2)), sum);
  }

  @Test
  void runningSumsOverAWindow() {
    List<Row> rows =
        spark
            .session()
            .sql("SELECT he_sum(x) OVER (ORDER BY id) FROM columns WHERE id < 5 ORDER BY id")
            .collectAsList();
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(Ciphertexts.sum(x.subList(0, i + 1)), (byte[]) rows.get(i).get(0));
    }
  }

  @Test
  void sumOfDots() {
    byte[] sum = spark.bytes("SELECT he_sum(he_dot(array(x, x), array(x, x))) FROM columns");
    List<byte[]> squares =
        x.stream().map(c -> Ciphertexts.dot(List.of(c, c), List.of(c, c))).toList();
    assertArrayEquals(Ciphertexts.sum(squares), sum);
  }

  private static Column sum() {
    return expr("he_sum(x)").as("sum");
  }

  private static void assertGroups(Dataset<Row> actual) {
    Row[] expected =
        IntStream.rangeClosed(0, GROUPS)
            .mapToObj(g -> RowFactory.create(g, g == GROUPS ? null : Ciphertexts.sum(group(g))))
            .toArray(Row[]::new);
    spark.comparisons().assertDataFrameEquals(spark.frame(SUMS, expected), actual.orderBy("owner"));
  }

  private static List<byte[]> group(int group) {
    return IntStream.range(0, ROWS).filter(i -> i % GROUPS == group).mapToObj(x::get).toList();
  }
}
