package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLiveHandles.class)
@Timeout(120)
class NativeHandleTest {
  private static final String CLOSED =
      "Ciphertext is closed; use it before close(), or keep it open longer.";
  private static final String IN_USE =
      "Ciphertext is in use by another thread; close it when that call has returned.";
  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** A handle whose "object" is a counter. */
  private static final class Counted extends NativeHandle {
    Counted(long address, LongConsumer free) {
      super(address, free);
    }

    long address() {
      return use(address -> address);
    }

    static long sum(List<Counted> handles) {
      return useAll(handles, addresses -> addresses[0] + addresses[1]);
    }
  }

  private long before;

  @BeforeEach
  void count() {
    before = NativeHandle.live();
  }

  @AfterEach
  void stop() throws InterruptedException {
    threads.shutdown();
    assertTrue(threads.awaitTermination(1, TimeUnit.MINUTES));
  }

  private static Ciphertext ciphertext() {
    return Residues.random(HeParameters.INSECURE_TEST_10, 2, new Random(1)).ciphertext(42, 7);
  }

  @Test
  void use_afterClose_isRefused() {
    Ciphertext closed = ciphertext();
    closed.close();
    try (Ciphertext open = ciphertext()) {
      List<Callable<Object>> uses =
          List.of(
              closed::toBytes,
              () -> closed.add(open),
              () -> open.add(closed),
              () -> open.multiply(closed),
              () -> closed.addConstant(new long[4]),
              () -> closed.withResidues(view -> view));
      for (Callable<Object> use : uses) {
        assertEquals(CLOSED, assertThrows(IllegalStateException.class, use::call).getMessage());
      }
    }
  }

  @Test
  void close_twice_freesOnce() {
    AtomicInteger freed = new AtomicInteger();
    Counted handle = new Counted(5, address -> freed.incrementAndGet());
    assertEquals(5, handle.address());
    handle.close();
    handle.close();
    assertEquals(1, freed.get());
    assertEquals(before, NativeHandle.live());
  }

  @Test
  void construct_withoutObject_isRefused() {
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> new Counted(0, address -> {}));
    assertEquals("The native library returned no object; report this defect.", e.getMessage());
    assertEquals(before, NativeHandle.live());
  }

  @Test
  void live_countsOpenHandles() {
    try (Ciphertext a = ciphertext();
        Ciphertext b = a.add(a)) {
      assertEquals(before + 2, NativeHandle.live());
      assertEquals(1, b.degree());
    }
    assertEquals(before, NativeHandle.live());
  }

  @Test
  void close_whileOthersUseIt_isRefusedUntilTheyReturn() throws Exception {
    Ciphertext shared = ciphertext();
    CountDownLatch inside = new CountDownLatch(THREADS);
    CountDownLatch release = new CountDownLatch(1);
    List<Future<Boolean>> uses = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      uses.add(
          threads.submit(
              () ->
                  shared.withResidues(
                      view -> {
                        long first = view.getLong(0);
                        inside.countDown();
                        await(release);
                        return view.getLong(0) == first; // still mapped, still the same
                      })));
    }
    inside.await();
    assertEquals(IN_USE, assertThrows(IllegalStateException.class, shared::close).getMessage());
    assertEquals(1, shared.degree());
    assertEquals(2 * 4 * 8192, shared.<Integer>withResidues(java.nio.ByteBuffer::capacity));
    release.countDown();
    for (Future<Boolean> use : uses) {
      assertTrue(use.get());
    }
    shared.close();
    assertEquals(CLOSED, assertThrows(IllegalStateException.class, shared::toBytes).getMessage());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void useAll_givesAddressesInOrderAndAllowsRepeats() {
    try (Counted a = new Counted(3, address -> {});
        Counted b = new Counted(4, address -> {})) {
      assertEquals(7, Counted.sum(List.of(a, b)));
      assertEquals(6, Counted.sum(List.of(a, a)));
    }
  }

  @Test
  void useAll_withOneClosed_leavesTheOthersFree() {
    Counted open = new Counted(3, address -> {});
    Counted closed = new Counted(4, address -> {});
    closed.close();
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> Counted.sum(List.of(open, closed)));
    assertEquals(
        "Counted is closed; use it before close(), or keep it open longer.", e.getMessage());
    open.close(); // would be refused if it still counted as in use
  }

  @Test
  void leaked_countsWhatTheCollectorFrees() {
    long leaked = NativeHandle.leaked();
    abandon();
    Instant end = Instant.now().plus(Duration.ofSeconds(60));
    while (NativeHandle.leaked() == leaked && Instant.now().isBefore(end)) {
      System.gc();
      Thread.onSpinWait();
    }
    assertEquals(leaked + 1, NativeHandle.leaked());
    while (NativeHandle.live() != before && Instant.now().isBefore(end)) {
      Thread.onSpinWait();
    }
    assertEquals(before, NativeHandle.live());
  }

  private static void abandon() {
    assertFalse(ciphertext().toBytes().length == 0);
  }

  @Test
  void stress_closingDuringUse_neverGivesMoreThanAnException() throws Exception {
    try (Ciphertext other = ciphertext()) {
      for (int round = 0; round < 40; round++) {
        Ciphertext victim = ciphertext();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> users = new ArrayList<>();
        for (int t = 0; t < THREADS - 1; t++) {
          users.add(threads.submit(() -> useUntilClosed(victim, other, start)));
        }
        Future<?> closer = threads.submit(() -> closeUntilDone(victim, start));
        start.countDown();
        for (Future<?> user : users) {
          user.get();
        }
        closer.get();
        assertThrows(IllegalStateException.class, victim::toBytes);
      }
    }
    assertEquals(before, NativeHandle.live());
  }

  private static void useUntilClosed(Ciphertext victim, Ciphertext other, CountDownLatch start) {
    await(start);
    try {
      for (int i = 0; i < 30; i++) {
        try (Ciphertext sum = other.add(victim);
            Ciphertext product = victim.multiply(other)) {
          assertEquals(2, product.degree() + sum.degree() - 1);
        }
      }
    } catch (IllegalStateException e) {
      assertEquals(CLOSED, e.getMessage());
    }
  }

  private static void closeUntilDone(Ciphertext victim, CountDownLatch start) {
    await(start);
    while (true) {
      try {
        victim.close();
        return;
      } catch (IllegalStateException e) {
        assertEquals(IN_USE, e.getMessage());
      }
    }
  }
}
