package dev.lineal.jobs.sandbox;

import java.util.OptionalDouble;

/** How far a step is. */
@FunctionalInterface
interface Gauge {
  /**
   * A moment of a step.
   *
   * @param share that is done, 0 to 1; empty where nobody knows
   * @param what is done now, in words
   */
  record At(OptionalDouble share, String what) {
    static At unknown(String what) {
      return new At(OptionalDouble.empty(), what);
    }

    static At of(double done, double all, String what) {
      return new At(OptionalDouble.of(done / all), what);
    }
  }

  At now();

  /** Of a step whose process says nothing on its way. */
  static Gauge unknown(String what) {
    return () -> At.unknown(what);
  }
}
