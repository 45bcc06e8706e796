package dev.lineal.jobs.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A CSV file as text: a header, and the rows that have every field.
 *
 * @param header names
 * @param rows [row][column], stripped
 * @param rejected rows that miss a value
 */
record CsvRows(List<String> header, List<List<String>> rows, int rejected) {
  private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");

  /** Reads a file; one that is no table is an error that says why. */
  static CsvRows read(Path file) {
    List<List<String>> all = new ArrayList<>();
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      records.forEach(row -> all.add(row.getFields().stream().map(String::strip).toList()));
    } catch (IOException e) {
      throw CsvErrors.unreadable(file, "it cannot be opened (" + e.getMessage() + ")");
    } catch (UncheckedIOException | CsvParseException e) {
      boolean text = !(root(e) instanceof CharacterCodingException);
      throw CsvErrors.unreadable(
          file, text ? "it is no text of records" : "it is no text in UTF-8");
    }
    return of(file, all);
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  private static CsvRows of(Path file, List<List<String>> all) {
    if (all.size() < 2) {
      throw CsvErrors.unreadable(file, "it has no rows below a header");
    }
    List<String> header = all.get(0);
    if (header.size() < 2) {
      throw CsvErrors.unreadable(file, "its first line has one field only");
    }
    if (header.contains("") || new HashSet<>(header).size() < header.size()) {
      throw CsvErrors.unreadable(file, "a name in its header is empty or there twice");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 1; i < all.size(); i++) {
      List<String> row = all.get(i);
      if (row.size() != header.size()) {
        throw CsvErrors.unreadable(
            file,
            "line %d has %d fields, the header %d".formatted(i + 1, row.size(), header.size()));
      }
      if (row.stream().noneMatch(CsvRows::missing)) {
        rows.add(row);
      }
    }
    return new CsvRows(header, rows, all.size() - 1 - rows.size());
  }

  private static boolean missing(String field) {
    return MISSING.contains(field.toLowerCase(java.util.Locale.ROOT));
  }

  /** A column's fields. */
  List<String> column(String name) {
    int at = header.indexOf(name);
    if (at < 0) {
      throw CsvErrors.noColumn(name, header);
    }
    return rows.stream().map(row -> row.get(at)).toList();
  }
}
