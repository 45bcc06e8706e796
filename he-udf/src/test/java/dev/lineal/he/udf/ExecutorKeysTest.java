package dev.lineal.he.udf;

import static dev.lineal.he.HeParameters.INSECURE_TEST_10;
import static dev.lineal.he.HeParameters.INSECURE_TEST_11;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.NativeHandle;
import dev.lineal.he.TestStudy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys by fingerprint, without Spark. */
class ExecutorKeysTest {
  private static final int THREADS = 8;

  @TempDir Path folder;
  private final AtomicInteger searches = new AtomicInteger();
  private String fingerprint;
  private ExecutorKeys keys;

  @BeforeEach
  void writesTwoKeys() throws IOException {
    fingerprint = write("a.key", 1);
    write("b.key", 2);
    Files.writeString(folder.resolve("readme.txt"), "A file that is no key is passed over.");
    keys = keys(folder.toString());
  }

  @AfterEach
  void nothingStaysOpen() {
    keys.close();
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void loadsOnceForManyThreads() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<JointPublicKey>> found = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        found.add(
            threads.submit(
                () -> {
                  start.await();
                  keys.encrypt(fingerprint, 0.25).close();
                  return keys.key(fingerprint);
                }));
      }
      JointPublicKey first = found.get(0).get();
      for (Future<JointPublicKey> other : found) {
        assertSame(first, other.get());
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(1, searches.get());
    assertEquals(2, NativeHandle.live(), "one key and one context");
  }

  @Test
  void fingerprintsInCapitalsAreTheSame() {
    assertSame(keys.key(fingerprint), keys.key(fingerprint.toUpperCase(Locale.ROOT)));
  }

  @Test
  void keysOfSeveralPlacesAndSets() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (JointPublicKey key = TestStudy.key(INSECURE_TEST_11, new Random(3))) {
      Path file = Files.write(other.resolve("c"), key.toBytes());
      try (ExecutorKeys both = keys(folder.resolve("a.key") + " , " + file);
          Ciphertext c = both.encrypt(key.fingerprint(), 1)) {
        assertEquals(INSECURE_TEST_11, c.parameters());
        assertEquals(fingerprint, both.key(fingerprint).fingerprint());
      }
    }
  }

  @Test
  void alteredFileIsRefusedByItsFingerprint() throws IOException {
    Path file = folder.resolve("a.key");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    String message = refusal(keys, fingerprint);
    assertTrue(message.contains("No joint public key has the fingerprint " + fingerprint), message);
    assertTrue(message.contains("among 3 files are [" + file), message);
  }

  @Test
  void keyThatAppearsLaterIsFound() throws IOException {
    Path file = folder.resolve("a.key");
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    refusal(keys, fingerprint);
    Files.write(file, bytes);
    assertEquals(fingerprint, keys.key(fingerprint).fingerprint());
  }

  @Test
  void missingPlaceIsNamed() {
    String message = refusal(keys("/nowhere/keys"), fingerprint);
    assertTrue(
        message.contains(
            "looked in spark.lineal.keys=/nowhere/keys, where the joint public keys among 0 files"
                + " are []. Put the key's file there"),
        message);
  }

  @Test
  void settingThatIsEmpty() {
    String message = refusal(keys(" , "), fingerprint);
    assertTrue(message.contains("because spark.lineal.keys is not set. Set it to"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "study-13", "../a.key"})
  void malformedFingerprint(String malformed) {
    String message = refusal(keys, malformed);
    assertTrue(message.startsWith("'" + malformed + "' is no fingerprint"), message);
    assertEquals(0, searches.get());
  }

  private ExecutorKeys keys(String places) {
    return new ExecutorKeys(
        () -> {
          searches.incrementAndGet();
          return KeyFiles.of(places);
        });
  }

  private String write(String name, long seed) throws IOException {
    try (JointPublicKey key = TestStudy.key(INSECURE_TEST_10, new Random(seed))) {
      Files.write(folder.resolve(name), key.toBytes());
      return key.fingerprint();
    }
  }

  private static String refusal(ExecutorKeys keys, String fingerprint) {
    return assertThrows(IllegalArgumentException.class, () -> keys.key(fingerprint)).getMessage();
  }
}
