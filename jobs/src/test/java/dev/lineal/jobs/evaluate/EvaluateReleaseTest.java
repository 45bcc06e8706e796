package dev.lineal.jobs.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.jobs.JobException;
import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.jobs.publish.ModelFolder;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.lineage.manifest.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of released models on files whose answers are known. */
class EvaluateReleaseTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir Path folder;

  private Evaluated evaluate(Task task, String csv) throws IOException {
    Path model = folder.resolve(task.text());
    new ModelFolder(model)
        .write(new LinearModel(task, List.of("x"), new double[] {2}, -1), SPARK.session());
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, csv);
    return new EvaluateRelease(SPARK.session(), model, file, "kind", "yes").execute();
  }

  @Test
  void aClassification() throws IOException {
    Evaluated got = evaluate(Task.LOGISTIC, "kind,x\nyes,1\nno,0\nyes,0.25\nno,-1\n");
    assertEquals(4, got.rows());
    assertEquals(0.75, got.metrics().get("accuracy"));
    assertEquals(1, got.metrics().get("auc"));
    assertNull(got.metrics().get("r2"));
  }

  @Test
  void aRegression() throws IOException {
    Evaluated got = evaluate(Task.LINEAR, "kind,x\n1,1\n-1,0\n3,1\n");
    assertEquals(Math.sqrt(4.0 / 3), got.metrics().get("rmse"), 1e-12);
    assertEquals(0.5, got.metrics().get("r2"), 1e-12);
    assertNull(got.metrics().get("auc"));
  }

  @Test
  void aMissingLabelIsNamed() {
    JobException missing =
        assertThrows(JobException.class, () -> evaluate(Task.LOGISTIC, "x\n1\n"));
    assertEquals(
        folder.resolve("rows.csv") + " has no column 'kind'. The model needs: [x].",
        missing.getMessage());
  }
}
