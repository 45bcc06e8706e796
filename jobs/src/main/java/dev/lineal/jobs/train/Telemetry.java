package dev.lineal.jobs.train;

import java.util.OptionalDouble;

/** Scalars that owners release while a run goes on, where its grants say so. */
@FunctionalInterface
public interface Telemetry {
  /** Nothing is granted. */
  Telemetry NONE = iteration -> OptionalDouble.empty();

  /** Mean squared margin over all real rows in an iteration, from 0. */
  OptionalDouble meanSquaredMargin(int iteration);
}
