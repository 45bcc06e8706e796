package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code bin/lineal}, as a user types it.
 *
 * @param folder of the test, in which {@code lineal-demo} is the demo's
 */
record FrontDoor(Path folder) {
  /** A command of the front door; its report, which is there where it ends well. */
  Path lineal(int code, String... words) throws Exception {
    Path json = folder.resolve("command.json");
    Path log = folder.resolve("command.log");
    List<String> command =
        Stream.concat(
                Stream.of(System.getProperty("lineal.front.door")),
                Stream.concat(Stream.of(words), Stream.of("--json", json.toString())))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "it ends");
    assertEquals(code, process.exitValue(), Files.readString(log));
    return json;
  }

  /** What the last command printed. */
  String log() throws IOException {
    return Files.readString(folder.resolve("command.log"));
  }

  /** A path in the demo's folder. */
  String demo(String path) {
    return folder.resolve("lineal-demo").resolve(path).toString();
  }
}
