package dev.lineal.jobs;

import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;

/** What a step has to say. */
public interface Result {
  /** Adds the step's fields. */
  void addTo(Report report);

  /** One line for people. */
  String summary();

  /** How the process ends; a check that ran to its end may have failed. */
  default ExitCode exitCode() {
    return ExitCode.OK;
  }
}
