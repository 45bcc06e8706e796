package dev.lineal.jobs.gpu;

import dev.lineal.jobs.JobErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that ends, and what it said. */
record Child(int code, String output, String errors) {
  /** Runs it to its end, with more environment. */
  static Child run(Map<String, String> environment, List<String> command) {
    Path output = null;
    Path errors = null;
    try {
      output = Files.createTempFile("lineal-child-", ".out");
      errors = Files.createTempFile("lineal-child-", ".err");
      ProcessBuilder process = new ProcessBuilder(command);
      process.environment().keySet().removeAll(List.of("LINEAL_BACKEND", "LINEAL_BACKEND_LIBRARY"));
      process.environment().putAll(environment);
      int code =
          process.redirectOutput(output.toFile()).redirectError(errors.toFile()).start().waitFor();
      return new Child(code, Files.readString(output), Files.readString(errors));
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "%s cannot be started: %s.".formatted(command.get(0), e.getMessage()),
          "Check the checkout and its permissions; lineal doctor says what is missing.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JobErrors.unavailable("The check was interrupted.", "Run it again.");
    } finally {
      delete(output);
      delete(errors);
    }
  }

  private static void delete(Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }
}
