package dev.lineal.jobs.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.JobException;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.lineage.manifest.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.regression.LinearRegressionModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A released model as MLlib reads it. */
class ModelFolderTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir Path folder;

  private final LinearModel logistic =
      LinearModel.unstandardised(
          Task.LOGISTIC,
          List.of("age", "bmi"),
          new double[] {2, -3, 0.5},
          new double[] {10, 20},
          new double[] {4, 6});

  @Test
  void theStandardisationIsTakenOut() {
    assertEquals(List.of(0.5, -0.5), List.of(logistic.weights()[0], logistic.weights()[1]));
    assertEquals(0.5 - 0.5 * 10 + 0.5 * 20, logistic.intercept());
    assertEquals(logistic, LinearModel.parse(logistic.toJson()));
  }

  @Test
  void aRegressionPredictsInUnitsOfItsTarget() {
    LinearModel model =
        LinearModel.ofStandardisedTarget(
            List.of("age"), new double[] {2, 0.5}, new double[] {10, 100}, new double[] {4, 8});
    assertEquals(4, model.weights()[0]);
    assertEquals(100 + 8 * 0.5 - 4 * 10, model.intercept());
  }

  @Test
  void mllibLoadsWhatWasWritten() {
    ModelFolder written = new ModelFolder(folder.resolve("m")).write(logistic, SPARK.session());
    LogisticRegressionModel loaded = (LogisticRegressionModel) written.load();
    assertEquals(-0.5, loaded.coefficients().apply(1));
    assertEquals(logistic.intercept(), loaded.intercept());
    LinearModel linear = new LinearModel(Task.LINEAR, List.of("x"), new double[] {2}, 1);
    ModelFolder second = new ModelFolder(folder.resolve("l")).write(linear, SPARK.session());
    assertEquals(2, ((LinearRegressionModel) second.load()).coefficients().apply(0));
    assertEquals(logistic, written.write(logistic, SPARK.session()).model());
    JobException exists =
        assertThrows(JobException.class, () -> written.write(linear, SPARK.session()));
    assertTrue(exists.getMessage().contains("has a model already"), exists.getMessage());
  }

  @Test
  void predictionsComeInTheOrderOfTheFile() throws IOException {
    new ModelFolder(folder.resolve("p")).write(logistic, SPARK.session());
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "bmi,age,name\n0,0,a\n40,0,b\n21,0,c\n");
    Path out = folder.resolve("out.csv");
    Predict.Predicted result = new Predict(folder.resolve("p"), csv, out).execute();
    assertEquals(3, result.rows());
    assertEquals(1L, result.positive());
    List<String> lines = Files.readAllLines(out);
    assertEquals("prediction,probability", lines.get(0));
    assertTrue(lines.get(1).startsWith("1.0,0.99"), lines.get(1));
    assertTrue(lines.get(2).startsWith("0.0,5.04"), lines.get(2));
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    new ModelFolder(folder.resolve("q")).write(logistic, SPARK.session());
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "age\n1\n");
    JobException missing =
        assertThrows(
            JobException.class,
            () -> new Predict(folder.resolve("q"), csv, folder.resolve("o")).execute());
    assertTrue(missing.getMessage().contains("has no column 'bmi'"), missing.getMessage());
  }
}
