package dev.lineal.jobs.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Processes that a sandbox left running: a file with a line per process, its id and start time, so
 * that a stranger who got the same id is never stopped.
 */
record LeftRunning(Path file) {
  void keep(List<ProcessHandle> processes) {
    List<String> lines =
        processes.stream().map(process -> process.pid() + " " + started(process)).toList();
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops them; returns how many there were. */
  int stop() {
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      List<ProcessHandle> running =
          Files.readAllLines(file).stream()
              .map(LeftRunning::find)
              .flatMap(Optional::stream)
              .toList();
      Processes.stop(running);
      Files.delete(file);
      return running.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> find(String line) {
    String[] words = line.split(" ");
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(process -> started(process).equals(words[1]));
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
