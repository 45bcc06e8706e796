package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.he.refresh.TraceRefresh;
import dev.lineal.he.refresh.TraceRelease;
import dev.lineal.he.shard.ShardFile;
import dev.lineal.he.shard.ShardWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Mutated and truncated objects give a typed exception or an object that works and writes the same
 * bytes again. {@code -Dlineal.deep=true} for 100,000 of each kind, {@code -Dlineal.seed=N} to
 * repeat a run.
 */
@ExtendWith(NoLiveHandles.class)
class FuzzTest {
  private static final int ROUNDS = Boolean.getBoolean("lineal.deep") ? 100_000 : 500;
  private static final long SEED = Long.getLong("lineal.seed", System.nanoTime());
  private static final byte[] REQUEST = Examples.requestOfProducts();
  private static final byte[][] VALID = {
    Examples.ciphertext(1),
    Examples.ciphertext(2),
    Examples.key(),
    Examples.accumulator(),
    REQUEST,
    Examples.requestOfRefreshed(),
    Examples.slotAnswer(REQUEST),
    Examples.traceAnswer(REQUEST),
    Examples.shard(),
  };

  private TestStudy study;
  private Ciphertext product;

  @BeforeAll
  static void printSeed() {
    System.out.println("FuzzTest: -Dlineal.seed=" + SEED + ", " + ROUNDS + " of each kind");
  }

  @BeforeEach
  void open() {
    study = new TestStudy(Examples.SET, 131);
    product = study.keep(Examples.product(0));
  }

  @AfterEach
  void close() {
    study.close();
  }

  private static byte[] mutate(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    return switch (random.nextInt(9)) {
      case 0 -> flip(bytes, Header.BYTES, 1 + random.nextInt(3), random);
      case 1 -> flip(bytes, Math.min(bytes.length, 200), 1 + random.nextInt(4), random);
      case 2 -> flip(bytes, bytes.length, 1 + random.nextInt(8), random);
      case 3 -> noise(bytes, random);
      case 4 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 5 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(5000));
      case 6 -> field(bytes, random);
      case 7 -> splice(bytes, VALID[random.nextInt(VALID.length)], random);
      default -> Arrays.copyOf(bytes, random.nextInt(200));
    };
  }

  private static byte[] flip(byte[] bytes, int end, int count, Random random) {
    for (int i = 0; i < count; i++) {
      bytes[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] noise(byte[] bytes, Random random) {
    byte[] noise = new byte[1 + random.nextInt(64)];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, bytes, random.nextInt(bytes.length - noise.length), noise.length);
    return bytes;
  }

  /** A number at the edge of its type into a field of the header or of what follows it. */
  private static byte[] field(byte[] bytes, Random random) {
    int offset = 2 * random.nextInt(44);
    byte[] edge = new byte[random.nextBoolean() ? 2 : 4];
    Arrays.fill(edge, (byte) (random.nextBoolean() ? -1 : 0));
    edge[random.nextBoolean() ? 0 : edge.length - 1] = (byte) (random.nextInt(4) - 2);
    System.arraycopy(edge, 0, bytes, offset, edge.length);
    return bytes;
  }

  /** Another object's header, or some of it, before this body. */
  private static byte[] splice(byte[] bytes, byte[] other, Random random) {
    System.arraycopy(other, 0, bytes, 0, 1 + random.nextInt(80));
    return bytes;
  }

  /**
   * Every mutation is read by {@code use}, which gives an object back, works with it, or throws.
   */
  private static void fuzz(byte[] valid, Consumer<byte[]> use) {
    use.accept(valid);
    Random random = new Random(SEED);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutate(valid, random);
      byte[] before = bytes.clone();
      try {
        use.accept(bytes);
      } catch (HeException | IllegalArgumentException e) {
        refused++;
        assertTrue(e.getMessage() != null && e.getMessage().length() > 20, e::toString);
      } catch (RuntimeException e) {
        fail("round " + round + " of -Dlineal.seed=" + SEED + " gives " + e, e);
      }
      assertArrayEquals(before, bytes, "reading changed its input");
    }
    assertTrue(refused > ROUNDS / 3, refused + " of " + ROUNDS + " were refused");
  }

  @Test
  void ciphertexts() {
    fuzz(Examples.ciphertext(1), this::ciphertext);
  }

  @Test
  void products() {
    fuzz(Examples.ciphertext(2), this::ciphertext);
  }

  private void ciphertext(byte[] bytes) {
    try (Ciphertext read = Ciphertext.parse(bytes);
        Ciphertext sum = read.add(read);
        Ciphertext twice = read.multiplyConstant(new long[] {2, 2, 2, 2}, 0)) {
      assertArrayEquals(bytes, read.toBytes());
      assertArrayEquals(sum.toBytes(), twice.toBytes());
      if (read.degree() == 1) {
        read.multiply(read).close();
      }
    }
  }

  @Test
  void keys() {
    fuzz(
        Examples.key(),
        bytes -> {
          try (JointPublicKey read = JointPublicKey.parse(bytes);
              Ciphertext fresh = study.context.encrypt(read, 1, 2)) {
            assertArrayEquals(bytes, read.toBytes());
            assertTrue(fresh.keyId() == read.keyId());
          }
        });
  }

  @Test
  void accumulators() {
    fuzz(
        Examples.accumulator(),
        bytes -> {
          try (GradientAccumulator read = GradientAccumulator.parse(bytes)) {
            assertArrayEquals(bytes, read.toBytes());
            read.add(read);
            read.constantOfC0(0);
          }
        });
  }

  @Test
  void requestsOfProducts() {
    fuzz(REQUEST, FuzzTest::request);
  }

  @Test
  void requestsOfRefreshedValues() {
    fuzz(Examples.requestOfRefreshed(), FuzzTest::request);
  }

  private static void request(byte[] bytes) {
    RefreshRequest read = RefreshRequest.parse(bytes);
    assertArrayEquals(bytes, read.toBytes());
    for (int item = 0; item < read.items(); item++) {
      if (read.header().polynomials() == 2) {
        read.operands(item).close();
      } else {
        read.refreshed(item, Examples.SEED).close();
      }
    }
  }

  @Test
  void shards() {
    fuzz(Examples.shard(), FuzzTest::shard);
  }

  private static void shard(byte[] bytes) {
    try (ShardFile read = ShardFile.read(new ByteArrayInputStream(bytes), bytes.length)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ShardWriter writer = new ShardWriter(out, read.header());
      for (int j = 0; j < read.block().columns(); j++) {
        try (Ciphertext column = read.block().column(j)) {
          byte[] packed = new byte[read.header().columnBytes()];
          column.pack(0, 2, packed, 0);
          writer.column(packed);
        }
      }
      assertArrayEquals(writer.finish(), read.sha256());
      assertArrayEquals(bytes, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void slotAnswers() {
    fuzz(Examples.slotAnswer(REQUEST), this::answer);
  }

  @Test
  void traceAnswers() {
    fuzz(Examples.traceAnswer(REQUEST), this::answer);
    fuzz(Examples.releaseAnswer(REQUEST), this::answer);
    fuzz(Examples.shareAnswer(REQUEST), this::answer);
    fuzz(Examples.partialAnswer(REQUEST), this::answer);
  }

  private void answer(byte[] bytes) {
    RefreshAnswer read = RefreshAnswer.parse(bytes, RefreshRequest.parse(REQUEST));
    assertArrayEquals(bytes, read.toBytes());
    for (int item = 0; item < read.items(); item++) {
      if (read.kind() == Kind.SLOT_REFRESH_ANSWER) {
        try (SlotRefresh refresh = new SlotRefresh(product)) {
          refresh.absorb(read, item).finish(Examples.SEED, FixedPoint.powerOfTwo(42)).close();
        }
      } else if (read.kind() == Kind.PARTIAL_PRODUCT_ANSWER) {
        read.partial(item, 82).close();
      } else if (read.kind() == Kind.TRACE_SHARE_ANSWER) {
        TraceRefresh.masked(Examples.SET, new long[4], List.of(read), item);
      } else if (read.kind() == Kind.TRACE_RELEASE_ANSWER) {
        TraceRelease.sum(Examples.SET, new long[4], List.of(read), item);
      } else {
        try (TraceRefresh refresh = new TraceRefresh(Examples.SET, Examples.keyId(), new long[4])) {
          refresh.absorb(read, item).finish(Examples.SEED, refresh.masked()).close();
        }
      }
    }
  }
}
