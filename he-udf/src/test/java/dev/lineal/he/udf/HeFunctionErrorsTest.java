package dev.lineal.he.udf;

import static dev.lineal.he.HeParameters.INSECURE_TEST_10;
import static dev.lineal.he.HeParameters.INSECURE_TEST_11;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.NativeHandle;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong names both operands; what the analyser can see never runs. */
class HeFunctionErrorsTest {
  @RegisterExtension static final LocalSpark spark = new LocalSpark();

  private static final StructType PAIR =
      new StructType().add("a", DataTypes.BinaryType).add("b", DataTypes.BinaryType);

  private static byte[] fresh;

  @BeforeAll
  static void encrypts() {
    fresh = Ciphertexts.fresh(INSECURE_TEST_10, 1, 1).get(0);
  }

  @AfterEach
  void nothingStaysOpen() {
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void anotherScale() {
    assertUnlike(Ciphertexts.relabelled(fresh, keyId(fresh), 40), "scale 2^42", "scale 2^40");
  }

  @Test
  void anotherDegree() {
    assertUnlike(Ciphertexts.product(fresh, fresh), "degree 1", "degree 2");
  }

  @Test
  void anotherKey() {
    byte[] other = Ciphertexts.fresh(INSECURE_TEST_10, 2, 1).get(0);
    assertUnlike(other, key(fresh), key(other));
  }

  @Test
  void anotherParameterSet() {
    byte[] other = Ciphertexts.fresh(INSECURE_TEST_11, 1, 1).get(0);
    assertUnlike(other, "INSECURE_TEST_10", "INSECURE_TEST_11");
  }

  @Test
  void anotherParameterSetUnderTheSameKeyId() {
    byte[] other = Ciphertexts.fresh(INSECURE_TEST_11, 1, 1).get(0);
    assertUnlike(
        Ciphertexts.relabelled(other, keyId(fresh), 42), "INSECURE_TEST_10", "INSECURE_TEST_11");
  }

  @Test
  void productsOfDegreeTwo() {
    pairs(Ciphertexts.product(fresh, fresh), fresh);
    for (String query : List.of("he_multiply(a, b)", "he_dot(array(a, a), array(b, b))")) {
      Throwable cause = assertFails(IllegalArgumentException.class, "SELECT " + query + " FROM p");
      assertTrue(cause.getMessage().contains("degree 1, not 2"), cause.getMessage());
    }
  }

  @Test
  void productsUnderDifferentKeys() {
    byte[] other = Ciphertexts.fresh(INSECURE_TEST_10, 2, 1).get(0);
    pairs(fresh, other);
    for (String query : List.of("he_multiply(a, b)", "he_dot(array(a, a), array(a, b))")) {
      Throwable cause = assertFails(IllegalArgumentException.class, "SELECT " + query + " FROM p");
      String keys = String.format("%016x and %016x", keyId(fresh), keyId(other));
      assertTrue(cause.getMessage().contains(keys), cause.getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"array(a) | 1 and 2", "array(a, a, b) | 3 and 2"})
  void dotsOfUnequalLengths(String row, String lengths) {
    pairs(fresh, fresh);
    Throwable cause =
        assertFails(
            IllegalArgumentException.class, "SELECT he_dot(" + row + ", array(a, b)) FROM p");
    assertTrue(cause.getMessage().contains(lengths), cause.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "he_add(a, b)",
        "he_multiply(a, b)",
        "he_dot(array(a, b), array(a, a))",
        "he_sum(b)",
        "he_sum(c) FROM (SELECT explode(array(a, a, b)) c FROM p); --"
      })
  void corruptBytes(String call) {
    byte[] residueAbovePrime = fresh.clone();
    Arrays.fill(residueAbovePrime, 32, 40, (byte) -1);
    assertCorrupt(call, residueAbovePrime, "below");
    assertCorrupt(call, Arrays.copyOf(fresh, fresh.length - 1), "truncated");
    assertCorrupt(call, new byte[] {1, 2, 3}, "truncated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "he_add('text', a)",
        "he_add(a, 1)",
        "he_multiply(a, array(a))",
        "he_dot(a, b)",
        "he_dot(array(a), array('text'))",
        "he_sum('text')",
        "he_sum(array(a))",
        "he_encrypt(a, array(1D))",
        "he_encrypt('00', array(a))"
      })
  void wrongTypes(String call) {
    assertRefused("SELECT " + call + " FROM p", "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "he_add(a)               | `he_add` requires 2 parameters but the actual number is 1",
        "he_add(a, b, a)         | `he_add` requires 2 parameters but the actual number is 3",
        "he_multiply()           | `he_multiply` requires 2 parameters but the actual number is 0",
        "he_dot(array(a))        | `he_dot` requires 2 parameters but the actual number is 1",
        "he_sum()                | `he_sum` requires 1 parameters but the actual number is 0",
        "he_sum(a, b)            | `he_sum` requires 1 parameters but the actual number is 2",
        "he_encrypt('00')        | `he_encrypt` requires 2 parameters but the actual number is 1"
      })
  void wrongNumberOfArguments(String call, String message) {
    assertRefused("SELECT " + call + " FROM p", message);
  }

  private static void assertRefused(String query, String message) {
    pairs(fresh, fresh);
    Exception refused = assertThrows(AnalysisException.class, () -> spark.session().sql(query));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
  }

  private static void assertUnlike(byte[] other, String one, String another) {
    pairs(fresh, other);
    for (String query :
        List.of(
            "SELECT he_add(a, b) FROM p",
            "SELECT he_sum(c) FROM (SELECT explode(array(a, a, b)) c FROM p)")) {
      String message = assertFails(IllegalArgumentException.class, query).getMessage();
      assertTrue(message.contains(one) && message.contains(another), message);
    }
  }

  private static void assertCorrupt(String call, byte[] corrupt, String message) {
    pairs(fresh, corrupt);
    Throwable cause = assertFails(HeFormatException.class, "SELECT " + call + " FROM p");
    assertTrue(cause.getMessage().contains(message), cause.getMessage());
  }

  /** The cause of this type that the driver sees. */
  private static Throwable assertFails(Class<? extends Throwable> type, String query) {
    Throwable cause =
        assertThrows(Exception.class, () -> spark.session().sql(query).collectAsList());
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(type, cause.getClass(), cause.toString());
    return cause;
  }

  /** One partition, so that the failing task is the last one that runs. */
  private static void pairs(byte[] a, byte[] b) {
    spark.frame(PAIR, RowFactory.create(a, b)).coalesce(1).createOrReplaceTempView("p");
  }

  private static long keyId(byte[] bytes) {
    try (Ciphertext c = Ciphertext.parse(bytes)) {
      return c.keyId();
    }
  }

  private static String key(byte[] bytes) {
    return String.format("key %016x", keyId(bytes));
  }
}
