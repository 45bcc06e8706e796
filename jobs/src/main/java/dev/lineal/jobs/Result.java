package dev.lineal.jobs;

import dev.lineal.lineage.report.Report;

/** What a step has to say. */
public interface Result {
  /** Adds the step's fields. */
  void addTo(Report report);

  /** One line for people. */
  String summary();
}
