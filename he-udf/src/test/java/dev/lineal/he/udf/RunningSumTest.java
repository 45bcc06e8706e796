package dev.lineal.he.udf;

import static dev.lineal.he.HeParameters.INSECURE_TEST_10;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.NativeHandle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The buffer of he_sum owns native memory only between an addition and a rest. */
class RunningSumTest {
  private static List<byte[]> x;

  private final RunningSum sum = new RunningSum();

  @BeforeAll
  static void encrypts() {
    x = Ciphertexts.fresh(INSECURE_TEST_10, 1, 4);
  }

  @AfterEach
  void nothingStaysOpen() {
    sum.close();
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void ofNothingIsNull() {
    assertNull(sum.rest());
  }

  @Test
  void holdsOneNativeObjectHoweverManyTerms() {
    for (byte[] term : x) {
      sum.add(term);
      assertEquals(1, NativeHandle.live());
    }
    assertArrayEquals(Ciphertexts.sum(x), sum.rest());
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void goesOnAfterARest() {
    sum.add(x.get(0));
    assertArrayEquals(x.get(0), sum.rest());
    assertArrayEquals(x.get(0), sum.rest());
    sum.add(x.get(1));
    assertArrayEquals(Ciphertexts.sum(x.subList(0, 2)), sum.rest());
  }

  @Test
  void mergesWhatWasSerialised() {
    sum.add(new RunningSum());
    sum.add(RunningSum.atRest(Ciphertexts.sum(x.subList(0, 2))));
    sum.add(RunningSum.atRest(Ciphertexts.sum(x.subList(2, 4))));
    assertArrayEquals(Ciphertexts.sum(x), sum.rest());
  }

  @Test
  void refusedTermFreesWhatItTouched() {
    sum.add(x.get(0));
    byte[] product = Ciphertexts.product(x.get(1), x.get(2));
    assertThrows(IllegalArgumentException.class, () -> sum.add(product));
    assertEquals(0, NativeHandle.live());
  }

  @Test
  void corruptTermLeavesTheSum() {
    sum.add(x.get(0));
    assertThrows(HeFormatException.class, () -> sum.add(new byte[40]));
    assertArrayEquals(x.get(0), sum.rest());
  }
}
