package dev.lineal.he;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process whose very first encodings happen on many threads at once. */
public final class FirstEncodings {
  private static final int THREADS = 8;

  private FirstEncodings() {}

  /** Arguments: parameter sets; the threads take turns in them. */
  public static void main(String[] sets) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> done = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      HeParameters set = HeParameters.named(sets[t % sets.length]);
      HeContext context = new HeContext(set);
      done.add(
          threads.submit(
              () -> {
                start.await();
                for (int i = 0; i < 20; i++) {
                  context.encode(1, 2, 3).close();
                }
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    System.exit(0);
  }
}
