package dev.lineal.jobs.data.csv;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.JobException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with a file, and what to do. */
final class CsvErrors {
  private CsvErrors() {}

  static JobException unreadable(Path file, String why) {
    return JobErrors.usage(
        "%s cannot be read as CSV: %s.".formatted(file, why),
        "Give a text file, UTF-8, with a header line and commas between the fields.");
  }

  static JobException noColumn(String name, List<String> header) {
    return JobErrors.usage(
        "The file has no column '%s'.".formatted(name),
        "Its columns are: " + String.join(", ", header) + ".");
  }

  static JobException labelAmongFeatures() {
    return JobErrors.usage(
        "A feature is called 'label', as the column that is predicted will be.",
        "Rename it, or leave it out with --drop label.");
  }

  static JobException oneClass(String label, String value) {
    return JobErrors.usage(
        "Every row has the same label: column '%s' is always '%s'.".formatted(label, value),
        "Choose another --label, or a file with both classes.");
  }

  static JobException manyClasses(String label, Map<String, Long> counts) {
    return JobErrors.usage(
        "Column '%s' has %d values: %s.".formatted(label, counts.size(), listed(counts)),
        "Say which of them is the positive class with --positive VALUE (the others become the"
            + " negative one), or use --task regression for a number.");
  }

  static JobException noSuchClass(String positive, String label, Map<String, Long> counts) {
    return JobErrors.usage(
        "No row has '%s' in column '%s', whose values are: %s."
            .formatted(positive, label, listed(counts)),
        "Give one of them as --positive.");
  }

  private static String listed(Map<String, Long> counts) {
    int most = 10;
    String first =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .limit(most)
            .map(value -> "'%s' (%d)".formatted(value.getKey(), value.getValue()))
            .collect(Collectors.joining(", "));
    return counts.size() > most ? first + ", ..." : first;
  }

  static JobException labelIsText(String label, String value) {
    return JobErrors.usage(
        "A regression predicts a number, but column '%s' has '%s'.".formatted(label, value),
        "Choose another --label, or --task classification.");
  }

  static JobException notANumber(String column, String value) {
    return JobErrors.usage(
        "Column '%s' has '%s' where the study has a number.".formatted(column, value),
        "Give rows whose features and label are written as the owners' are.");
  }

  static JobException constant(String column, String value) {
    return JobErrors.usage(
        "Column '%s' says nothing: every row has '%s'.".formatted(column, value),
        "Leave it out with --drop %s.".formatted(column));
  }

  static JobException freeText(String column, int values, int most) {
    return JobErrors.usage(
        "Column '%s' has %,d different texts; a category may have %d."
            .formatted(column, values, most),
        "It looks like free text or an id: leave it out with --drop %s, or group its values."
            .formatted(column));
  }

  static JobException tooWide(int features, int most) {
    return JobErrors.usage(
        "The rows have %d features, categories counted by value; %d are the most here."
            .formatted(features, most),
        "Leave columns out with --drop.");
  }

  static JobException tooFewRows(int rows, int rejected, int needed) {
    return JobErrors.usage(
        "The file has %d usable rows (%d more miss a value); %d are needed."
            .formatted(rows, rejected, needed),
        "Give more rows, or fewer --owners: each needs its own, and a fifth is held out.");
  }
}
