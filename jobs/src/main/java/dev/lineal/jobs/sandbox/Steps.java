package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import java.util.function.Consumer;

/** The steps of a sandbox: a line each with its time, and the same as JSON. */
final class Steps {
  private final Consumer<String> console;
  private final ArrayNode done = JsonNodeFactory.instance.arrayNode();

  Steps(Consumer<String> console) {
    this.console = console;
  }

  /** Does a step; one that fails is told too. */
  void step(String name, String what, Runnable body) {
    long started = System.nanoTime();
    boolean ok = false;
    try {
      body.run();
      ok = true;
    } finally {
      double seconds = (System.nanoTime() - started) / 1e9;
      done.addObject().put("name", name).put("ok", ok).put("wall_s", seconds);
      console.accept(
          String.format(Locale.ROOT, "%-8s %6.1f s  %s", name, seconds, ok ? what : "FAILED"));
    }
  }

  ArrayNode toJson() {
    return done;
  }
}
