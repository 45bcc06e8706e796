package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The steps of a sandbox: a line each with its time, and the same as JSON. */
final class Steps {
  private final StepConsole console;
  private final ArrayNode done = JsonNodeFactory.instance.arrayNode();

  Steps(StepConsole console) {
    this.console = console;
  }

  /** Does a step; one that fails is told too. */
  void step(String name, String what, Runnable body) {
    step(name, what, Gauge.unknown(what), body);
  }

  /** Does a long step, which is told on its way. */
  void step(String name, String what, Gauge gauge, Runnable body) {
    get(
        name,
        what,
        gauge,
        () -> {
          body.run();
          return null;
        });
  }

  /** Does a step that has a result. */
  <T> T get(String name, String what, Supplier<T> body) {
    return get(name, what, Gauge.unknown(what), body);
  }

  private <T> T get(String name, String what, Gauge gauge, Supplier<T> body) {
    long started = System.nanoTime();
    boolean ok = false;
    Watcher watcher = new Watcher(name, gauge, started);
    try {
      T result = body.get();
      ok = true;
      return result;
    } finally {
      watcher.close();
      double seconds = since(started);
      done.addObject().put("name", name).put("ok", ok).put("wall_s", seconds);
      console.ended(name, seconds, ok ? what : "FAILED");
    }
  }

  private static double since(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Tells how far a step is until it is closed. */
  private final class Watcher implements AutoCloseable {
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "sandbox-progress");
              thread.setDaemon(true);
              return thread;
            });

    Watcher(String name, Gauge gauge, long started) {
      long every = console.every().toMillis();
      clock.scheduleWithFixedDelay(
          () -> console.working(name, since(started), gauge.now()),
          every,
          every,
          TimeUnit.MILLISECONDS);
    }

    /** Nothing is told of this step afterwards. */
    @Override
    public void close() {
      clock.shutdownNow();
      try {
        clock.awaitTermination(1, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Seconds of all steps of these names together. */
  double seconds(String... names) {
    double sum = 0;
    for (JsonNode step : done) {
      if (List.of(names).contains(step.get("name").asText())) {
        sum += step.get("wall_s").asDouble();
      }
    }
    return sum;
  }

  ArrayNode toJson() {
    return done;
  }
}
