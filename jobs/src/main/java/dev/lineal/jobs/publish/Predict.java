package dev.lineal.jobs.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.SparkJobs;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Predictions of a released model for the rows of a CSV file with a header, in the file's order.
 *
 * @param model folder of the model
 * @param csv rows; columns beyond the model's features are ignored
 * @param out one line per row: prediction, and the probability of class 1 where there is one
 */
public record Predict(Path model, Path csv, Path out) implements Action<Predict.Predicted> {

  /** Number of rows, and how many of them are of class 1 (unknown for regression). */
  public record Predicted(long rows, Long positive, Path out) implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with("rows", json.numberNode(rows));
      report.with("rows_positive", positive == null ? json.nullNode() : json.numberNode(positive));
      report.with("file", json.textNode(out.toString()));
    }

    @Override
    public String summary() {
      return rows + " predictions in " + out;
    }
  }

  @Override
  public Predicted execute() {
    ModelFolder folder = new ModelFolder(model);
    LinearModel known = folder.model();
    Dataset<Row> rows = new LabelledRows(SparkJobs.session("predict"), csv).read(known.features());
    return write(folder.load().transform(rows), known.task());
  }

  private Predicted write(Dataset<Row> scored, Task task) {
    boolean logistic = task == Task.LOGISTIC;
    Dataset<Row> wanted =
        logistic ? scored.select("prediction", "probability") : scored.select("prediction");
    long rows = 0;
    long positive = 0;
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(out))) {
      writer.println(logistic ? "prediction,probability" : "prediction");
      for (Iterator<Row> all = wanted.toLocalIterator(); all.hasNext(); rows++) {
        Row row = all.next();
        writer.print(row.getDouble(0));
        if (logistic) {
          positive += row.getDouble(0) > 0 ? 1 : 0;
          writer.print("," + ((Vector) row.get(1)).apply(1));
        }
        writer.println();
      }
    } catch (IOException e) {
      throw JobErrors.unavailable(
          out + " cannot be written: " + e.getMessage() + ".", "Choose another file.");
    }
    return new Predicted(rows, logistic ? positive : null, out);
  }
}
