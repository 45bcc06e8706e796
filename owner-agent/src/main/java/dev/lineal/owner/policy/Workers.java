package dev.lineal.owner.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** One thread per core for the arithmetic of all requests. Callers wait, so that they queue. */
public final class Workers implements AutoCloseable {
  private final ExecutorService threads;

  private Workers(int count) {
    threads =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "lineal-answer");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** As many as the machine has cores. */
  public static Workers perCore() {
    return new Workers(Runtime.getRuntime().availableProcessors());
  }

  /** The results of 0 .. count - 1 in order; the first failure is thrown when all have ended. */
  public <T> List<T> map(int count, IntFunction<T> work) {
    List<Future<T>> running = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int item = i;
      running.add(threads.submit(() -> work.apply(item)));
    }
    List<T> results = new ArrayList<>(count);
    RuntimeException failure = null;
    for (Future<T> one : running) {
      try {
        results.add(await(one));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return results;
  }

  private static <T> T await(Future<T> one) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return one.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof RuntimeException cause) {
            throw cause;
          }
          throw new IllegalStateException("An answer's arithmetic failed.", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
