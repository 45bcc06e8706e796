package dev.lineal.jobs.publish;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.manifest.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ml.PredictionModel;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;

/** A folder with model.json and mllib/, which Spark MLlib's own {@code load} reads. */
public record ModelFolder(Path folder) {
  private static final String UID = "lineal";

  /** Writes both; another model there is an error, this one is left as it is. */
  public ModelFolder write(LinearModel model, SparkSession spark) {
    try {
      Files.createDirectories(folder);
      if (Files.exists(json())) {
        if (Files.readString(json()).equals(model.toJson())) {
          return this;
        }
        throw JobErrors.usage(
            folder + " has a model already.", "Choose another folder; models are never replaced.");
      }
      // model.json comes last: without it, mllib/ is what a killed job left.
      saved(mllib(model)).session(spark).overwrite().save(mllib());
      Files.writeString(json(), model.toJson());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The model as MLlib's own. */
  public static PredictionModel<Vector, ?> mllib(LinearModel model) {
    Vector weights = Vectors.dense(model.weights());
    return model.task() == Task.LOGISTIC
        ? new LogisticRegressionModel(UID, weights, model.intercept())
        : new LinearRegressionModel(UID, weights, model.intercept());
  }

  private static MLWriter saved(PredictionModel<Vector, ?> model) {
    return ((MLWritable) model).write();
  }

  /** model.json. */
  public LinearModel model() {
    try {
      return LinearModel.parse(Files.readString(json()));
    } catch (IOException e) {
      throw JobErrors.usage("There is no model at " + json() + ".", "Name a released model.");
    }
  }

  /** MLlib's model. */
  public PredictionModel<Vector, ?> load() {
    return model().task() == Task.LOGISTIC
        ? LogisticRegressionModel.load(mllib())
        : LinearRegressionModel.load(mllib());
  }

  private Path json() {
    return folder.resolve("model.json");
  }

  private String mllib() {
    return folder.resolve("mllib").toAbsolutePath().toUri().toString();
  }
}
