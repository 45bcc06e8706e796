package dev.lineal.jobs.estimate;

/** What owners do with the cluster's requests. */
public enum Trust {
  /** They check each against the agreed computation, and get evidence for it. */
  NOBODY,
  /** They answer without. */
  CLUSTER
}
