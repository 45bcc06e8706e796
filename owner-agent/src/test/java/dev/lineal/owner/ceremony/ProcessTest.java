package dev.lineal.owner.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.owner.ChildJvm;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.keys.SecretSearch;
import dev.lineal.owner.keys.SecretShare;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: three agents, a driver; SIGKILL; what lies in the driver's heap and in logs. */
class ProcessTest extends NoNativeLeaks {
  @TempDir private Path folder;
  private final List<Process> processes = new ArrayList<>();
  private List<Integer> ports;
  private Path study;

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void agentsAndDriverSurviveSigkillAndLeakNoSecret() throws Exception {
    setUp();
    List<Process> agents = new ArrayList<>();
    for (int owner = 0; owner < 3; owner++) {
      agents.add(agent(owner, "first"));
    }
    killInTheMiddle(agents);
    Path dump = folder.resolve("driver.hprof");
    Process driver = driver(dump, "second");
    assertTrue(driver.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, driver.exitValue(), () -> log("driver-second"));
    agents.forEach(Process::destroyForcibly);
    byte[] heap = Files.readAllBytes(dump);
    byte[] logs = logs();
    for (int owner = 0; owner < 3; owner++) {
      assertNoSecret(owner, heap, logs);
    }
  }

  private void setUp() throws IOException {
    ports = Agents.freePorts(3);
    List<URI> urls = ports.stream().map(TestAgent::url).toList();
    StudyDraft draft = TestStudy.make(folder, urls);
    study = Files.write(folder.resolve("study.json"), draft.canonicalBytes());
    Path passphrase = Files.writeString(folder.resolve("passphrase"), "correct horse\n");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
  }

  /** The driver at the first sign of life, then each agent in turn while another driver runs. */
  private void killInTheMiddle(List<Process> agents) throws Exception {
    Process driver = driver(folder.resolve("unused-1"), "killed");
    await(() -> log("driver-killed").contains("round 3"));
    driver.destroyForcibly().waitFor();
    assertFalse(log("driver-killed").contains("key set"), "it was killed before its end");
    int interrupted = 0;
    for (int owner = 0; owner < 3; owner++) {
      String name = "beside-" + owner;
      Process beside = driver(folder.resolve("unused-" + name), name);
      String round = "round " + (4 * owner + 5);
      await(() -> log("driver-" + name).contains(round) || !beside.isAlive());
      agents.get(owner).destroyForcibly().waitFor();
      assertTrue(beside.waitFor(60, TimeUnit.SECONDS));
      interrupted += beside.exitValue() == 0 ? 0 : 1;
      agents.set(owner, agent(owner, "again"));
    }
    assertTrue(interrupted > 0, "an agent was killed while a driver needed it");
  }

  private Process agent(int owner, String name) throws IOException {
    Process process =
        java(
            AgentProcess.class,
            "agent-" + owner + "-" + name,
            TestStudy.home(folder, owner).toString(),
            folder.resolve("passphrase").toString(),
            Integer.toString(ports.get(owner)));
    await(() -> answers(ports.get(owner)));
    return process;
  }

  private Process driver(Path dump, String name) throws IOException {
    return java(DriverProcess.class, "driver-" + name, study.toString(), dump.toString());
  }

  private Process java(Class<?> main, String log, String... arguments) throws IOException {
    List<String> command = ChildJvm.command(main, "-Xmx256m");
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private String log(String name) {
    try {
      return Files.readString(folder.resolve(name + ".log"));
    } catch (IOException e) {
      return "";
    }
  }

  private byte[] logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var files = Files.newDirectoryStream(folder, "*.log")) {
      for (Path file : files) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertTrue(all.toString().contains("round 5 answered"), "agents log what they answer");
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void assertNoSecret(int owner, byte[] heap, byte[] logs) {
    try (OwnerHome home = TestStudy.open(folder, owner);
        SecretShare share = home.study(TestStudy.ID).share()) {
      SecretSearch search =
          new SecretSearch()
              .share("the share of " + owner, share)
              .secret("the identity of " + owner, home.identity().revealSeed());
      // The search does find what is there: the fingerprint that the driver was told.
      byte[] fingerprint = home.study(TestStudy.ID).fingerprint().bytes();
      search.assertAbsent("the driver's heap", heap, fingerprint);
      search.assertAbsent("the logs", logs, "answered".getBytes(StandardCharsets.US_ASCII));
      assertFalse(new String(logs, StandardCharsets.ISO_8859_1).contains("correct horse"));
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private interface Condition {
    boolean holds();
  }

  /** Waits for a condition, two minutes at most. */
  private static void await(Condition condition) {
    Instant end = Instant.now().plus(Duration.ofMinutes(2));
    while (!condition.holds()) {
      assertTrue(Instant.now().isBefore(end), "waited too long");
      LockSupport.parkNanos(2_000_000);
    }
  }
}
