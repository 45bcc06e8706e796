package dev.lineal.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A program that must end well. */
public final class Command {
  private Command() {}

  /** What it said. */
  public static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("command", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(log);
    assertTrue(ended, () -> String.join(" ", command) + " did not end:\n" + said);
    assertEquals(0, process.exitValue(), () -> String.join(" ", command) + ":\n" + said);
    return said;
  }
}
