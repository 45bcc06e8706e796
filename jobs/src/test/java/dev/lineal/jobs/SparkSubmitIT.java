package dev.lineal.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.publish.LinearModel;
import dev.lineal.jobs.publish.ModelFolder;
import dev.lineal.jobs.testing.LocalSpark;
import dev.lineal.lineage.manifest.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar under a real spark-submit, as a process. */
class SparkSubmitIT {
  @RegisterExtension static final LocalSpark SPARK = new LocalSpark();

  @TempDir Path folder;

  private int submit(String... job) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("spark.submit"),
                "--master",
                "local[1]",
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                "dev.lineal.jobs.Main",
                System.getProperty("jobs.jar")));
    command.addAll(List.of(job));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertTrue(process.waitFor(8, TimeUnit.MINUTES), "spark-submit ends");
    return process.exitValue();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  @Test
  void aJobRunsAndItsResultIsJson() throws IOException, InterruptedException {
    Path model = folder.resolve("model");
    new ModelFolder(model)
        .write(new LinearModel(Task.LINEAR, List.of("x"), new double[] {2}, 1), SPARK.session());
    Path csv = folder.resolve("rows.csv");
    Files.writeString(csv, "x\n3\n");
    Path out = folder.resolve("out.csv");
    Path json = folder.resolve("result.json");
    int code =
        submit("predict", "--model=" + model, "--csv=" + csv, "--out=" + out, "--json=" + json);
    assertEquals(0, code, log());
    assertEquals(List.of("prediction", "7.0"), Files.readAllLines(out));
    JsonNode result = JsonMapper.builder().build().readTree(json.toFile());
    assertEquals("lineal.predict/1", result.get("schema").asText());
    assertEquals(1, result.get("rows").asInt());
    assertTrue(result.get("error").isNull());
  }

  @Test
  void badInputEndsWithTwoAndSaysWhatToDo() throws IOException, InterruptedException {
    int code = submit("predict", "--model=none", "--csv=none", "--out=none");
    assertEquals(2, code, log());
    assertTrue(log().contains("There is no model at none/model.json."), log());
  }
}
