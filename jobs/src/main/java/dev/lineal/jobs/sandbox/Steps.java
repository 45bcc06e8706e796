package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The steps of a sandbox: a line each with its time, and the same as JSON. */
public final class Steps {
  private final Consumer<String> console;
  private final ArrayNode done = JsonNodeFactory.instance.arrayNode();

  /**
   * @param console gets a line per step
   */
  public Steps(Consumer<String> console) {
    this.console = console;
  }

  /** Does a step; one that fails is told too. */
  public void step(String name, String what, Runnable body) {
    get(
        name,
        what,
        () -> {
          body.run();
          return null;
        });
  }

  /** Does a step that has a result. */
  public <T> T get(String name, String what, Supplier<T> body) {
    long started = System.nanoTime();
    boolean ok = false;
    try {
      T result = body.get();
      ok = true;
      return result;
    } finally {
      double seconds = (System.nanoTime() - started) / 1e9;
      done.addObject().put("name", name).put("ok", ok).put("wall_s", seconds);
      console.accept(
          String.format(Locale.ROOT, "%-8s %6.1f s  %s", name, seconds, ok ? what : "FAILED"));
    }
  }

  /** Seconds of all steps of these names together. */
  public double seconds(String... names) {
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
