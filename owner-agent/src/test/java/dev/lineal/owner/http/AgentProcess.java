package dev.lineal.owner.http;

import dev.lineal.owner.ChildJvm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs {@link AgentMain}, and kills it as hard as the system can. */
final class AgentProcess {
  private final Process process;
  private final int port;

  AgentProcess(Path home, Path ledger, Path log, String... options) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ChildJvm.command(
                AgentMain.class,
                "-Xmx" + System.getProperty("agent.heap", "512m"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    builder.command().addAll(List.of(home.toString(), ledger.toString()));
    builder.command().addAll(List.of(options));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.directory(new File(System.getProperty("java.io.tmpdir")));
    try {
      process = builder.start();
      BufferedReader out = process.inputReader();
      String line = out.readLine();
      if (line == null || !line.startsWith("port ")) {
        throw new IllegalStateException("the agent did not start: see " + log);
      }
      port = Integer.parseInt(line.substring(5));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** CPU time of all its threads so far. */
  Duration cpu() {
    return process.toHandle().info().totalCpuDuration().orElseThrow();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
