package dev.lineal.jobs.owners;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A study's file, and its owners as they are reached. */
public final class StudyOwners {
  private StudyOwners() {}

  /**
   * Reads a study and checks the owners' bindings.
   *
   * @throws dev.lineal.lineage.LineageException when it is no study or a binding is forged
   */
  public static Study read(Path file) {
    try {
      Study study =
          Study.parse(CanonicalJson.canonicalize(Files.readAllBytes(file), file.toString()));
      study.checkBindings();
      return study;
    } catch (IOException e) {
      throw JobErrors.usage(
          "The study " + file + " cannot be read.", "Name the study.json that the owners share.");
    }
  }

  /** Where its owners' agents answer, in the study's order. */
  public static List<OwnerAddress> addresses(Study study) {
    return study.owners().stream()
        .map(owner -> new OwnerAddress(owner.name(), owner.url()))
        .toList();
  }
}
