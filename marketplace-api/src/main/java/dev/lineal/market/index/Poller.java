package dev.lineal.market.index;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one source again and again, on a thread of its own; what fails is tried again. */
final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  private final String name;
  private final Runnable look;
  private final ScheduledExecutorService thread;
  private volatile Freshness freshness = Freshness.NEVER;

  Poller(String name, Runnable look) {
    this.name = name;
    this.look = look;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, "lineal-market-" + name);
              made.setDaemon(true);
              return made;
            });
  }

  /** Looks once in the caller's thread, then every so often in its own. */
  void start(Duration every) {
    once();
    thread.scheduleWithFixedDelay(
        this::once, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void once() {
    try {
      look.run();
      freshness = Freshness.now();
    } catch (RuntimeException failure) {
      String why = String.valueOf(failure.getMessage());
      if (!freshness.problem().equals(java.util.Optional.of(why))) {
        LOG.warn("{}: {}", name, why);
      }
      freshness = freshness.failed(why);
    }
  }

  Freshness freshness() {
    return freshness;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
