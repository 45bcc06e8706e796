package dev.lineal.he.refresh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Examples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefreshSeedTest {
  private static final byte[] DIGEST = new byte[32];

  private static byte[] changed(byte[] bytes) {
    byte[] other = bytes.clone();
    other[31] ^= 1;
    return other;
  }

  @Test
  void forItem_changesWithEveryField() {
    byte[] keys = Examples.SEED;
    byte[] run = Examples.RUN;
    List<byte[]> seeds = new ArrayList<>();
    seeds.add(new RefreshSeed(keys, run, 3, 1, DIGEST).forItem(5));
    seeds.add(new RefreshSeed(changed(keys), run, 3, 1, DIGEST).forItem(5));
    seeds.add(new RefreshSeed(keys, changed(run), 3, 1, DIGEST).forItem(5));
    seeds.add(new RefreshSeed(keys, run, 4, 1, DIGEST).forItem(5));
    seeds.add(new RefreshSeed(keys, run, 3, 2, DIGEST).forItem(5));
    seeds.add(new RefreshSeed(keys, run, 3, 1, changed(DIGEST)).forItem(5));
    seeds.add(new RefreshSeed(keys, run, 3, 1, DIGEST).forItem(6));
    assertEquals(seeds.size(), seeds.stream().map(Examples::hex).distinct().count());
    assertArrayEquals(
        seeds.get(0), new RefreshSeed(keys, run, 3, 1, DIGEST).forItem(5), "deterministic");
  }

  @Test
  void of_takesTheRequestsPositionAndDigest() {
    RefreshRequest request = RefreshRequest.parse(Examples.requestOfProducts());
    assertArrayEquals(
        new RefreshSeed(Examples.SEED, Examples.RUN, 3, 1, request.digest()).forItem(5),
        RefreshSeed.of(Examples.SEED, request).forItem(5));
  }

  @Test
  void construct_ofFieldsThatAreNot32Bytes() {
    byte[] shorter = new byte[31];
    for (int i = 0; i < 3; i++) {
      byte[][] fields = {Examples.SEED, Examples.RUN, DIGEST};
      fields[i] = shorter;
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new RefreshSeed(fields[0], fields[1], 0, 1, fields[2]));
      assertEquals("Key set, run and request digest have 32 bytes each.", e.getMessage());
    }
  }
}
