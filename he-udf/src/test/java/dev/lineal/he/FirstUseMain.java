package dev.lineal.he;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The first thing a fresh process does: many threads encode at once. Exits with 0 when all did. */
final class FirstUseMain {
  private static final int THREADS = 8;

  private FirstUseMain() {}

  public static void main(String[] sets) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> encodings = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      HeParameters parameters = HeParameters.named(sets[t % sets.length]);
      encodings.add(threads.submit(() -> encode(parameters, start)));
    }
    start.countDown();
    for (Future<?> encoding : encodings) {
      encoding.get();
    }
    threads.shutdown();
  }

  private static Void encode(HeParameters parameters, CountDownLatch start)
      throws InterruptedException {
    start.await();
    try (HeContext context = new HeContext(parameters)) {
      for (int i = 0; i < 20; i++) {
        context.encode(1, 2, 3).close();
      }
    }
    return null;
  }
}
