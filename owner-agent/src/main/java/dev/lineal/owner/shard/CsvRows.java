package dev.lineal.owner.shard;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.lineal.lineage.study.StudySchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a CSV file: RFC 4180, comma, UTF-8 with or without a byte order mark, any line end, a
 * header. Spaces around a field and empty lines do not count.
 */
public final class CsvRows extends SchemaRows {
  private static final int MAX_FIELD = 1 << 16;

  private volatile CsvText text;

  public CsvRows(Path file, StudySchema schema, RejectionLog log) {
    super(file, schema, log);
  }

  @Override
  public double fractionRead() {
    CsvText now = text;
    return now == null ? 0 : now.fractionRead();
  }

  @Override
  public long forEach(Visitor visitor) throws IOException {
    text = CsvText.open(file);
    try (CsvReader<CsvRecord> reader = reader(text);
        CloseableIterator<CsvRecord> records = reader.iterator()) {
      int[] positions = header(records);
      long accepted = 0;
      for (long row = 1; hasNext(records); row++) {
        check(records.next(), row, positions);
        accepted += end(visitor) ? 1 : 0;
      }
      return accepted;
    }
  }

  private static CsvReader<CsvRecord> reader(CsvText text) {
    return CsvReader.builder()
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowExtraCharsAfterClosingQuote(false)
        .allowUnclosedQuote(false)
        .maxBufferSize(MAX_FIELD)
        .ofCsvRecord(text.reader());
  }

  private int[] header(CloseableIterator<CsvRecord> records) {
    if (!hasNext(records)) {
      throw DatasetErrors.header(file, "it is empty");
    }
    List<String> names = new ArrayList<>();
    records.next().getFields().forEach(name -> names.add(trim(name)));
    try {
      return check.positions(names);
    } catch (IllegalArgumentException mismatch) {
      throw DatasetErrors.header(file, mismatch.getMessage());
    }
  }

  /** fastcsv reads ahead here, so this is where it fails. */
  private boolean hasNext(CloseableIterator<CsvRecord> records) {
    try {
      return records.hasNext();
    } catch (CsvParseException e) {
      throw DatasetErrors.csv(file, e);
    } catch (UncheckedIOException e) {
      throw DatasetErrors.unreadable(file, e.getCause());
    }
  }

  private void check(CsvRecord line, long row, int[] positions) throws IOException {
    double[] values = begin();
    if (line.getFieldCount() != positions.length) {
      requireOneLine(line);
      reject(row, "", RowRule.FIELD_COUNT);
      return;
    }
    for (int column = 0; column < positions.length; column++) {
      String field = trim(line.getField(positions[column]));
      Optional<RowRule> fault = check.at(column).text(field, values, column);
      if (fault.isPresent()) {
        requireOneLine(line);
        reject(row, check.name(column), fault.get());
      }
    }
  }

  /** No value has a line break: where one is, a quote was left open and has swallowed rows. */
  private void requireOneLine(CsvRecord line) {
    for (String field : line.getFields()) {
      if (field.indexOf('\n') >= 0 || field.indexOf('\r') >= 0) {
        throw DatasetErrors.lineBreak(file, line.getStartingLineNumber());
      }
    }
  }

  /** Without spaces and tabs around it; line ends stay. */
  private static String trim(String field) {
    int from = 0;
    int to = field.length();
    while (from < to && isBlank(field.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(field.charAt(to - 1))) {
      to--;
    }
    return field.substring(from, to);
  }

  private static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
