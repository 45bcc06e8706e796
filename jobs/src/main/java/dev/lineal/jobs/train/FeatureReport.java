package dev.lineal.jobs.train;

import java.io.Serializable;

/** A slice of features after round 5, and its task's time. */
record FeatureReport(FeatureStep step, Timings timings) implements Serializable {
  private static final long serialVersionUID = 1L;
}
