package dev.lineal.he.udf;

import static dev.lineal.he.HeParameters.INSECURE_TEST_10;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.NativeHandle;
import dev.lineal.he.TestStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** he_encrypt finds its key by fingerprint, in a task as on the driver. */
class HeEncryptTest {
  @RegisterExtension static final LocalSpark spark = new LocalSpark();

  @TempDir Path folder;
  private String fingerprint;
  private long keyId;

  @BeforeEach
  void writesAKey() throws IOException {
    try (JointPublicKey key = TestStudy.key(INSECURE_TEST_10, new Random(5))) {
      Files.write(folder.resolve("study-5.key"), key.toBytes());
      fingerprint = key.fingerprint();
      keyId = key.keyId();
    }
    spark.session().conf().set(KeyFiles.CONF, folder.toString());
  }

  @AfterEach
  void forgetsTheKey() {
    ExecutorKeys.ofThisProcess().close();
    spark.session().conf().unset(KeyFiles.CONF);
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void everyRowIsAFreshCiphertext() {
    List<Row> rows = spark.session().sql(encryptTwenty()).collectAsList();
    Set<String> distinct = new HashSet<>();
    for (Row row : rows) {
      byte[] bytes = row.getAs(0);
      distinct.add(Arrays.toString(bytes));
      try (Ciphertext c = Ciphertext.parse(bytes)) {
        assertEquals(keyId, c.keyId());
        assertEquals(42, c.scaleBits());
        assertEquals(1, c.degree());
        assertEquals(INSECURE_TEST_10, c.parameters());
      }
    }
    assertEquals(20, distinct.size());
  }

  @Test
  void tasksShareOneKeyAndOneContext() {
    spark.session().sql(encryptTwenty()).collectAsList();
    assertEquals(2, NativeHandle.live(), "one key and one context");
    spark.session().conf().set(KeyFiles.CONF, "");
    spark.session().sql(encryptTwenty()).collectAsList();
    assertEquals(2, NativeHandle.live(), "loaded once, not looked for again");
  }

  @Test
  void keyDistributedByAddFile() {
    spark.session().sparkContext().addFile(folder.resolve("study-5.key").toString());
    spark.session().conf().set(KeyFiles.CONF, "study-5.key");
    assertEquals(20, spark.session().sql(encryptTwenty()).collectAsList().size());
  }

  @Test
  void twoCallsOfOneRowDiffer() {
    Row row =
        spark
            .session()
            .sql("SELECT " + encrypt("array(1D)") + ", " + encrypt("array(1D)") + " FROM range(1)")
            .head();
    assertNotEquals(Arrays.toString(row.<byte[]>getAs(0)), Arrays.toString(row.<byte[]>getAs(1)));
  }

  @Test
  void nullsGiveNull() {
    for (String values : List.of("NULL", "array(1D, NULL)")) {
      assertArrayEquals(null, spark.bytes("SELECT " + encrypt(values)));
    }
    assertArrayEquals(null, spark.bytes("SELECT he_encrypt(NULL, array(1D))"));
  }

  @Test
  void wrongFingerprint() {
    String wrong = "0".repeat(64);
    String message = failure("SELECT he_encrypt('" + wrong + "', array(1D)) FROM range(1)");
    assertTrue(message.startsWith("No joint public key has the fingerprint " + wrong), message);
    assertTrue(message.contains("study-5.key (" + fingerprint + ")"), message);
  }

  @Test
  void settingMissing() {
    spark.session().conf().unset(KeyFiles.CONF);
    String message = failure(encryptTwenty());
    assertTrue(message.contains("because spark.lineal.keys is not set"), message);
  }

  @Test
  void tooManyValues() {
    String message = failure("SELECT " + encrypt("array_repeat(1D, 513)") + " FROM range(1)");
    assertTrue(message.contains("512"), message);
  }

  private String encrypt(String values) {
    return "he_encrypt('" + fingerprint + "', " + values + ")";
  }

  private String encryptTwenty() {
    return "SELECT " + encrypt("array(double(id), 0.5D)") + " FROM range(0, 20, 1, 4)";
  }

  private static String failure(String query) {
    Throwable cause =
        assertThrows(Exception.class, () -> spark.session().sql(query).collectAsList());
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(IllegalArgumentException.class, cause.getClass(), cause.toString());
    return cause.getMessage();
  }
}
