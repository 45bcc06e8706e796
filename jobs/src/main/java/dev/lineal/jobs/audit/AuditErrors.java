package dev.lineal.jobs.audit;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.JobException;
import dev.lineal.lineage.Sha256;

/** Errors of an audit. */
final class AuditErrors {
  private AuditErrors() {}

  static JobException noSteps(String run, String store) {
    return JobErrors.usage(
        "There is nothing of run %s in %s.".formatted(run, store),
        "Name the plan and the store of a finished training.");
  }

  static JobException noDataset(Sha256 root, String store) {
    return JobErrors.usage(
        "Dataset %s is not in %s.".formatted(root, store), "Ingest it: lineal job ingest.");
  }
}
