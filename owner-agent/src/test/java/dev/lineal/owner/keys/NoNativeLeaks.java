package dev.lineal.owner.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.NativeHandle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Every native test class closes what it opened. */
public abstract class NoNativeLeaks {
  private static long before;

  @BeforeAll
  static void count() {
    before = NativeHandle.live();
  }

  @AfterAll
  static void nothingIsLeftOpen() {
    assertEquals(before, NativeHandle.live());
    assertEquals(0, NativeHandle.leaked());
  }
}
