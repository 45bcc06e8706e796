package dev.lineal.jobs.train;

import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/** Wall time since a moment, and CPU time where every executor is this process. */
record Stopwatch(long started, Optional<Usage> before) {
  static Stopwatch start(JavaSparkContext spark) {
    boolean local = Boolean.TRUE.equals(spark.isLocal());
    return new Stopwatch(System.nanoTime(), local ? Optional.of(Usage.now()) : Optional.empty());
  }

  Trained.Spent spent(double checkpointSeconds) {
    return new Trained.Spent(
        (System.nanoTime() - started) / 1e9,
        checkpointSeconds,
        before.map(earlier -> Usage.now().since(earlier)));
  }
}
