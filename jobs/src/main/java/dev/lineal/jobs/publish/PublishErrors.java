package dev.lineal.jobs.publish;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.JobException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.identity.SealingKey;
import java.nio.file.Path;

/** Every error of this package that is not of a document's form. */
final class PublishErrors {
  private PublishErrors() {}

  static JobException otherTrainer(SealingKey planned, SealingKey own) {
    return JobErrors.usage(
        "The plan seals releases to %s, and this trainer's key is %s.".formatted(planned, own),
        "Use the home of the trainer who made the plan.");
  }

  static JobException notFinished(String run, int iterations, String store) {
    return JobErrors.usage(
        "Run %s has not reached its %d iterations in %s.".formatted(run, iterations, store),
        "Finish it first: lineal job resume.");
  }

  static JobException lossesMissing(String run, int released, int solves, String store) {
    return JobErrors.checkFailed(
        "Run %s measures contributions, but %s has %d of its %d released losses."
            .formatted(run, store, released, solves),
        "Name the store in which the run was trained.");
  }

  static JobException notInStudy(Address owner, String study) {
    return JobErrors.usage(
        "The plan uses a dataset of %s, who is no owner of study %s.".formatted(owner, study),
        "Name the study.json with which the plan was made.");
  }

  static JobException notIngested(Sha256 contentRoot, String store) {
    return JobErrors.usage(
        "Dataset %s is not in %s.".formatted(contentRoot, store),
        "Name the store in which the run was trained, or run: lineal job ingest.");
  }

  static JobException unknownParent(Sha256 parent, Address trainer) {
    return JobErrors.usage(
        "%s registered no model with manifest %s on this chain.".formatted(trainer, parent),
        "Have the parent published there first, or derive without --chain.");
  }

  static JobException nothingToValidate(Path csv) {
    return JobErrors.usage(
        "%s has no rows to validate on.".formatted(csv), "Name a CSV file with a header and rows.");
  }

  static JobException strangeLabels(Path csv, String label) {
    return JobErrors.usage(
        "%s has rows whose %s the study does not know.".formatted(csv, label),
        "Write labels as the study's schema says; a regression's are numbers.");
  }

  static JobException notVerified(String why) {
    return JobErrors.checkFailed(
        "The model's bundle does not hold: " + why + ".",
        "Nothing was published. Compare the owners' transcripts with the store's records.");
  }
}
