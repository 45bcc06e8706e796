package dev.lineal.jobs.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/doctor} on this machine, which has what the project needs, or it would not run. */
class DoctorTest {
  @TempDir Path sandbox;

  /** What it says of a sandbox whose study names a port. */
  private List<String> said(int exit, int port) throws Exception {
    Files.writeString(
        sandbox.resolve("study.json"),
        "{\"owners\":[{\"url\":\"http://127.0.0.1:" + port + "\"}]}");
    Path log = sandbox.resolve("log");
    Path doctor = Document.checkout().resolve("bin/doctor");
    Process process =
        new ProcessBuilder(doctor.toString(), sandbox.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it ends");
    assertEquals(exit, process.exitValue(), Files.readString(log));
    return Files.readAllLines(log);
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void aPortThatASandboxNeedsIsInUseByANamedProcess() throws Exception {
    int port;
    try (ServerSocket other = listen()) {
      port = other.getLocalPort();
      long me = ProcessHandle.current().pid();
      assertTrue(
          said(1, port).stream()
              .anyMatch(
                  line ->
                      line.startsWith("missing  port %d of ".formatted(port))
                          && line.contains("in use by process %d (".formatted(me))
                          && line.endsWith("stop it, or make a new sandbox with --dir")),
          "the port is named, with who holds it");
      Files.writeString(sandbox.resolve("running"), me + " 2026-01-01T00:00:00Z\n");
      assertTrue(
          said(0, port).stream()
              .anyMatch(line -> line.startsWith("note ") && line.contains("demo --stop --dir")),
          "its own agents are no fault");
    }
    assertTrue(said(0, port).contains("ok       port " + port + " of " + sandbox));
  }

  @Test
  void everyLineIsOkOrSaysWhatToDo() throws Exception {
    for (String line : said(0, 1)) {
      assertTrue(line.matches("ok {7}.+|note {5}.+: .+|missing {2}.+: .+"), line);
    }
  }
}
