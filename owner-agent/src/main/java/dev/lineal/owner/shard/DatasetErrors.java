package dev.lineal.owner.shard;

import de.siegmar.fastcsv.reader.CsvParseException;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.OwnerException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/** Every error of this package that an owner reads. None holds a value of a row. */
final class DatasetErrors {
  private DatasetErrors() {}

  static OwnerException unknownFileType(Path file) {
    return input(
        "data.type",
        "%s is neither .csv nor .parquet by its name.".formatted(file),
        "Give rows as CSV or Parquet, with that ending.");
  }

  static OwnerException unreadable(Path file, IOException cause) {
    if (cause instanceof CharacterCodingException) {
      return notUtf8(file, "it has bytes that are none");
    }
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "data.unreadable",
        "%s could not be read (%s). Nothing was published."
            .formatted(file, cause.getClass().getSimpleName() + ": " + cause.getMessage()),
        "Check the path, the rights and the disk, then run the same command again.",
        cause);
  }

  static OwnerException notUtf8(Path file, String why) {
    return input(
        "data.encoding",
        "%s is no UTF-8 text: %s.".formatted(file, why),
        "Save it as UTF-8 and try again.");
  }

  static OwnerException header(Path file, String why) {
    return input(
        "data.header",
        "%s does not have the columns of the study's schema: %s.".formatted(file, why),
        "Give exactly the schema's columns, in any order; see: lineal study show.");
  }

  static OwnerException csv(Path file, CsvParseException cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    String place = cause.getMessage().replaceFirst("^Exception when reading ", "In the ");
    return input(
        "data.csv",
        "%s is no CSV by RFC 4180. %s: %s".formatted(file, place, reason.getMessage()),
        "Mend that line; a broken quote would hide the rows behind it.");
  }

  static OwnerException lineBreak(Path file, long line) {
    return input(
        "data.line_break",
        "%s has a line break inside quotes, in the record that starts in line %d."
            .formatted(file, line),
        "Close the quote; no number and no label has a line break, and rows would be lost.");
  }

  static OwnerException parquet(Path file, Throwable cause) {
    return new OwnerException(
        ExitCode.USAGE,
        "data.parquet",
        "%s is no Parquet file that can be read (%s: %s)."
            .formatted(file, cause.getClass().getSimpleName(), cause.getMessage()),
        "Write it anew, or give the rows as CSV.",
        cause);
  }

  static OwnerException parquetType(Path file, String column) {
    return input(
        "data.parquet_type",
        "%s has a column that is no number, text or boolean: %s.".formatted(file, column),
        "Cast it to a double, a signed integer, a decimal, or for a label a string.");
  }

  static OwnerException noRows(Path file, long rejected, Path list) {
    return input(
        "data.no_rows",
        "No row of %s can be used; %d were rejected. Nothing was published."
            .formatted(file, rejected),
        "Each fault is in %s.".formatted(list));
  }

  static OwnerException changed(Path file) {
    return input(
        "data.changed",
        "%s changed while it was read, so shards and commitment would differ.".formatted(file),
        "Let nothing write to it and run the same command again.");
  }

  static OwnerException busy(Path datasets) {
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "data.busy",
        "Another process encrypts rows into %s.".formatted(datasets),
        "Wait until it has ended.");
  }

  static OwnerException notWritten(Path directory, IOException cause) {
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "data.not_written",
        "%s could not be written (%s). Nothing was published; finished shards are kept."
            .formatted(directory, cause.getClass().getSimpleName() + ": " + cause.getMessage()),
        "Make room on the disk, then run the same command again: it goes on.",
        cause);
  }

  static OwnerException otherParameters(String study, String wanted, String actual) {
    return new OwnerException(
        ExitCode.CHECK_FAILED,
        "study.parameters",
        "The study %s is for %s, but its joint key is of %s.".formatted(study, wanted, actual),
        "Restore the home from a backup, or hold the ceremony again.");
  }

  static OwnerException insecure(String set) {
    return new OwnerException(
        ExitCode.REFUSED,
        "study.insecure",
        "The study's parameter set %s protects nothing.".formatted(set),
        "Hold a study with STUDY_13; no real row may be encrypted under this one.");
  }

  static OwnerException notAnOwner(String study, String wallet) {
    return input(
        "study.not_an_owner",
        "%s is no owner in the study %s.".formatted(wallet, study),
        "Join the study first, or open the home that did.");
  }

  private static OwnerException input(String rule, String problem, String action) {
    return new OwnerException(ExitCode.USAGE, rule, problem, action);
  }
}
