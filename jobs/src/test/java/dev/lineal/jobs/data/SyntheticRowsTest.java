package dev.lineal.jobs.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SyntheticRowsTest {
  @Test
  void aSeedNamesItsRows() {
    SplitTable rows = new SyntheticRows(2000, 5, 1).make();
    assertEquals(2000, rows.train().rows().length);
    assertEquals(200, rows.test().rows().length);
    double[] first = rows.train().rows()[0];
    assertArrayEquals(first, new SyntheticRows(2000, 5, 1).make().train().rows()[0]);
    assertFalse(Arrays.equals(first, new SyntheticRows(2000, 5, 2).make().train().rows()[0]));
  }

  @Test
  void bothLabelsAreCommon() {
    double ones = Arrays.stream(new SyntheticRows(2000, 5, 1).make().train().labels()).sum();
    assertTrue(ones > 600 && ones < 1400, ones + " of 2000");
  }
}
