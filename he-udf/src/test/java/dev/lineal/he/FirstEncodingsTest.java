package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenFHE's tables are made without a lock; no encoder may meet one that is half made. */
class FirstEncodingsTest {
  private static final int PROCESSES = 4;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"STUDY_13", "INSECURE_TEST_10 INSECURE_TEST_11 STUDY_13"})
  void onManyThreadsAtOnce(String sets) throws Exception {
    for (int i = 0; i < PROCESSES; i++) {
      Path log = directory.resolve("log");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-XX:ErrorFile=" + directory.resolve("hs_err.log"));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add(FirstEncodings.class.getName());
      command.addAll(List.of(sets.split(" ")));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the process hangs");
      assertEquals(0, process.exitValue(), Files.readString(log));
    }
  }
}
