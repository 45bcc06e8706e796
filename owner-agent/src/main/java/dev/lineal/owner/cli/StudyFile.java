package dev.lineal.owner.cli;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.study.StudyDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code study.json}, a public file that owners hand on. */
final class StudyFile {
  private StudyFile() {}

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }

  static StudyDraft read(Path file) {
    return StudyDraft.parse(bytes(file));
  }

  static void write(Path file, StudyDraft study) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.write(part, study.canonicalBytes());
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(file, e);
    }
  }
}
