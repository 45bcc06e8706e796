package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OpenFHE fills its tables when they are first used; in a fresh process that must not be a race.
 */
class FirstUseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STUDY_13",
        "STUDY_13",
        "STUDY_13",
        "STUDY_13 INSECURE_TEST_10 INSECURE_TEST_11 INSECURE_TEST_12"
      })
  void manyThreadsEncodeAtOnceInAFreshProcess(String sets, @TempDir Path folder) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:ErrorFile=" + folder.resolve("crash"), "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(FirstUseMain.class.getName());
    command.addAll(Arrays.asList(sets.split(" ")));
    Path output = folder.resolve("output");
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    assertEquals(0, exit, Files.readString(output));
  }
}
