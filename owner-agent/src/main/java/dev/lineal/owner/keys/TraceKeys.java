package dev.lineal.owner.keys;

import java.util.Arrays;
import java.util.function.Function;

/** One 32-byte secret key per trace of a slice, overwritten on close. */
final class TraceKeys implements AutoCloseable {
  private final byte[] keys;

  TraceKeys(RefreshItem first, int count, Function<RefreshItem, byte[]> derive) {
    keys = new byte[Math.multiplyExact(Bytes.HASH, count)];
    for (int j = 0; j < count; j++) {
      byte[] key = derive.apply(first.plus(j));
      System.arraycopy(key, 0, keys, j * Bytes.HASH, Bytes.HASH);
      Arrays.fill(key, (byte) 0);
    }
  }

  byte[] bytes() {
    return keys;
  }

  @Override
  public void close() {
    Arrays.fill(keys, (byte) 0);
  }
}
