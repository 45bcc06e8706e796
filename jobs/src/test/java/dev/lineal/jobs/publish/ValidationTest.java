package dev.lineal.jobs.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.jobs.JobException;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.study.StudyLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  private static final LinearModel MODEL =
      new LinearModel(Task.LOGISTIC, List.of("x"), new double[] {2}, -1);
  private static final Address TRAINER = new Address("0x52908400098527886E0F7030069857D2E4169EE7");
  private static final String ROWS = "kind,x\nyes,1\nno,0\nyes,0.25\nno,-1\n";

  @TempDir Path folder;

  private List<Metric> metrics(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.csv"), csv);
    return new Validation(file, new StudyLabel.Classification("kind", "no", "yes"))
        .of(MODEL, SPARK.session(), TRAINER);
  }

  @Test
  void whatIsMeasuredGoesIntoTheModelsFile() throws IOException {
    List<Metric> metrics = metrics(ROWS);
    assertEquals(
        List.of("accuracy 0.75", "brier 0.133591", "auc 1"),
        metrics.stream().map(metric -> metric.name() + " " + metric.value()).toList());
    for (Metric metric : metrics) {
      assertEquals(Sha256.hash(ROWS.getBytes(StandardCharsets.UTF_8)), metric.data());
      assertEquals(4, metric.rows());
      assertEquals(TRAINER, metric.computedBy());
    }
    LinearModel measured = MODEL.with(metrics);
    assertEquals(measured, LinearModel.parse(measured.toJson()));
    assertEquals(MODEL, LinearModel.parse(MODEL.toJson()));
  }

  @Test
  void labelsAreTheStudys() {
    JobException strange = assertThrows(JobException.class, () -> metrics(ROWS + "maybe,1\n"));
    assertEquals(
        folder.resolve("rows.csv")
            + " has rows whose kind the study does not know. Write labels as the study's schema"
            + " says; a regression's are numbers.",
        strange.getMessage());
  }

  @Test
  void aFileWithoutRowsMeasuresNothing() {
    JobException nothing = assertThrows(JobException.class, () -> metrics("kind,x\n"));
    assertEquals(
        folder.resolve("rows.csv")
            + " has no rows to validate on. Name a CSV file with a header and rows.",
        nothing.getMessage());
  }
}
