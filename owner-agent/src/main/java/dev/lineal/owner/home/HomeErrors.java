package dev.lineal.owner.home;

import dev.lineal.lineage.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;

/** Every error of this package that a user reads. */
final class HomeErrors {
  private HomeErrors() {}

  static OwnerException openToOthers(Path path, String actual, String wanted) {
    return new OwnerException(
        ExitCode.USAGE,
        "home.permissions",
        "%s is open to other users of this machine (%s), and an owner's home holds secrets."
            .formatted(path, actual),
        "Run: chmod %s %s. If others could have read it, hold a new ceremony."
            .formatted(wanted, path));
  }

  static OwnerException link(Path path) {
    return new OwnerException(
        ExitCode.USAGE,
        "home.link",
        "%s is a link or no plain file, so it may lie outside the owner's home.".formatted(path),
        "Move the file itself into the home.");
  }

  static OwnerException noFileModes(Path path) {
    return new OwnerException(
        ExitCode.USAGE,
        "home.no_modes",
        "The file system of %s has no POSIX permissions, so nothing keeps other users out."
            .formatted(path),
        "Keep the home on a file system that has them.");
  }

  static OwnerException exists(Path home) {
    return new OwnerException(
        ExitCode.USAGE,
        "home.exists",
        "%s exists already and is not empty; keys are never replaced.".formatted(home),
        "Choose another directory with --home.");
  }

  static OwnerException missing(Path home) {
    return new OwnerException(
        ExitCode.USAGE,
        "home.missing",
        "%s is no owner's home.".formatted(home),
        "Make one with: lineal owner init --home %s.".formatted(home));
  }

  static OwnerException inUse(Path home) {
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "home.in_use",
        "Another agent serves %s; two at once could answer one request in two ways."
            .formatted(home),
        "Stop the other one first.");
  }

  static OwnerException unavailable(Path path, IOException cause) {
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "home.unavailable",
        "%s could not be read or written (%s: %s)."
            .formatted(path, cause.getClass().getSimpleName(), cause.getMessage()),
        "Check the disk's space and the rights of its directory, then try again.",
        cause);
  }

  static OwnerException emptyPassphrase() {
    return new OwnerException(
        ExitCode.USAGE,
        "home.no_passphrase",
        "No passphrase was given, and without one whoever reads the home has its secrets.",
        "Give --passphrase-file FILE, set LINEAL_PASSPHRASE, or start it from a terminal.");
  }

  static OwnerException wrongPassphrase(Path file) {
    return new OwnerException(
        ExitCode.USAGE,
        "home.passphrase",
        "The passphrase does not open %s, or the file was changed.".formatted(file),
        "Type it again; without it the secrets are lost and only a backup helps.");
  }

  static OwnerException damaged(Path file, String why) {
    return new OwnerException(
        ExitCode.CHECK_FAILED,
        "home.damaged",
        "%s cannot be used: %s.".formatted(file, why),
        "Restore the home from a backup.");
  }

  static OwnerException unknownStudy(String study) {
    return new OwnerException(
        ExitCode.USAGE,
        "study.unknown",
        "This owner has not joined the study '%s'.".formatted(study),
        "Join it first: lineal owner join --study FILE.");
  }

  static OwnerException noKeys(String study) {
    return new OwnerException(
        ExitCode.REFUSED,
        "study.no_keys",
        "The study '%s' has no joint key yet.".formatted(study),
        "Hold the ceremony: lineal study keys --study FILE.");
  }

  static OwnerException noMoments(String study) {
    return new OwnerException(
        ExitCode.REFUSED,
        "study.no_moments",
        "The study '%s' has no collective moments yet.".formatted(study),
        "Give this owner's rows with lineal owner join --data FILE, then run lineal study keys.");
  }

  static OwnerException backupTarget(Path file, String why) {
    return new OwnerException(
        ExitCode.USAGE,
        "backup.file",
        "%s %s.".formatted(file, why),
        "Name another file for the backup.");
  }
}
