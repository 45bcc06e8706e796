package dev.lineal.jobs.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a public data set as CSV: train.csv, test.csv, and part-0.csv .. for so many owners, who
 * get every n-th row each.
 *
 * @param owners number of parts, 0 for none
 */
public record WriteDataSet(PublicDataSet set, Path out, int owners, PackageCache cache)
    implements Action<WriteDataSet.Written> {
  public WriteDataSet {
    if (owners < 0) {
      throw JobErrors.usage("--owners is " + owners + ".", "Give 0 or more.");
    }
  }

  /** What was written. */
  public record Written(PublicDataSet set, int train, int test, int features, Sha256 sha256)
      implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with(
          "data",
          json.objectNode()
              .put("name", set.text())
              .put("rows_train", train)
              .put("rows_test", test)
              .put("features", features)
              .put("sha256", sha256.toString()));
    }

    @Override
    public String summary() {
      return "%s: %d rows to train on, %d held out, %d features"
          .formatted(set.text(), train, test, features);
    }
  }

  @Override
  public Written execute() {
    SplitTable table = set.load(cache);
    write(table, out, owners);
    try {
      return new Written(
          set,
          table.train().rows().length,
          table.test().rows().length,
          table.train().features().size(),
          Sha256.hash(Files.readAllBytes(out.resolve("train.csv"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the files of any table. */
  public static void write(SplitTable table, Path out, int owners) {
    try {
      Files.createDirectories(out);
      table.train().write(out.resolve("train.csv"));
      table.test().write(out.resolve("test.csv"));
      for (int owner = 0; owner < owners; owner++) {
        table.train().every(owners, owner).write(out.resolve("part-" + owner + ".csv"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
