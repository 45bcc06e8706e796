package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.JobErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Processes of a sandbox; each writes into a log. Closing stops all that still run and those that
 * they started, and so does the end of this process, Ctrl-C included.
 */
final class Processes implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Path logs;
  private final Map<String, Process> running = new LinkedHashMap<>();
  private final Thread hook = new Thread(this::stopAll, "sandbox-stop");
  private boolean closed;

  Processes(Path logs) {
    this.logs = logs;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * A command that runs to its end.
   *
   * @param name of its log
   * @throws dev.lineal.jobs.JobException when it fails, with what it said last
   */
  void run(String name, List<String> command) {
    start(name, command);
    await(name);
  }

  /** Commands that run beside each other to their ends. */
  void runAll(String name, List<List<String>> commands) {
    for (int i = 0; i < commands.size(); i++) {
      start(name + "-" + i, commands.get(i));
    }
    for (int i = 0; i < commands.size(); i++) {
      await(name + "-" + i);
    }
  }

  /** Waits for the end of what was started under this name, which must be a good one. */
  void await(String name) {
    try {
      int code = of(name).waitFor();
      if (code != 0) {
        throw JobErrors.stepFailed(name, code, lastLines(name), log(name));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw JobErrors.unavailable("Step " + name + " was interrupted.", "Run it again.");
    }
  }

  /** Whether a process of this name was started and is not running. */
  boolean ended(String name) {
    Process process = of(name);
    return process != null && !process.isAlive();
  }

  /** What a process has written so far; nothing where none was started under this name. */
  List<String> linesOf(String name) {
    return of(name) == null ? List.of() : lines(name);
  }

  /** What was started last under this name. */
  synchronized Process of(String name) {
    return running.get(name);
  }

  /** Starts a process that goes on. */
  synchronized Process start(String name, List<String> command) {
    if (closed) {
      throw JobErrors.unavailable("The sandbox is being stopped.", "Run it again.");
    }
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log(name).toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      running.put(name, process);
      return process;
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "Step " + name + " cannot be started: " + e.getMessage() + ".",
          "Run: bin/lineal doctor.");
    }
  }

  /**
   * Waits until a process has written a line that starts so.
   *
   * @return the rest of that line
   */
  String awaitLine(String name, String start) {
    Process process = of(name);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      for (String line : lines(name)) {
        if (line.startsWith(start)) {
          return line.substring(start.length());
        }
      }
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw JobErrors.stepFailed(name, process.exitValue(), lastLines(name), log(name));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw JobErrors.unavailable("Step " + name + " was interrupted.", "Run it again.");
      }
    }
    throw JobErrors.stepFailed(name, -1, lastLines(name), log(name));
  }

  Path log(String name) {
    return logs.resolve(name + ".log");
  }

  private List<String> lines(String name) {
    try {
      return new String(Files.readAllBytes(log(name)), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String lastLines(String name) {
    List<String> said = lines(name).stream().filter(line -> line.startsWith("lineal: ")).toList();
    List<String> all = said.isEmpty() ? lines(name) : said;
    return all.isEmpty() ? "nothing" : all.get(all.size() - 1).replaceFirst("^lineal: ", "");
  }

  /** Leaves what still runs to go on without this process, by name. */
  synchronized Map<String, ProcessHandle> release() {
    Map<String, ProcessHandle> left = new LinkedHashMap<>();
    running.forEach(
        (name, process) -> {
          if (process.isAlive()) {
            left.put(name, process.toHandle());
          }
        });
    running.clear();
    return left;
  }

  private synchronized void stopAll() {
    closed = true;
    List<ProcessHandle> all =
        running.values().stream()
            .flatMap(
                process ->
                    java.util.stream.Stream.concat(
                        process.descendants(), java.util.stream.Stream.of(process.toHandle())))
            .toList();
    stop(all);
    running.clear();
  }

  /** Asks processes to stop, and kills those that do not. */
  static void stop(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroy);
    for (ProcessHandle process : processes) {
      try {
        process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run or will.
    }
  }
}
