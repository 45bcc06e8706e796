package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lineal.jobs.data.PublicDataSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Parts of a run killed with SIGKILL, each a real process: the run ends with the bytes that it ends
 * with undisturbed. Owners repeat their answers, so the same plan in an empty store is that run.
 */
@EnabledIfSystemProperty(named = "lineal.deep", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {
  private static final String LOCAL = "local[2]";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Nanoseconds: looking all the time would take a core from what is looked at. */
  private static final long BETWEEN_LOOKS = 20_000_000;

  @TempDir static Path folder;

  private Programs programs;
  private SandboxFolder place;
  private Processes processes;
  private SandboxTrainer trainer;
  private SandboxOwners owners;
  private SandboxStudy study;

  @BeforeAll
  void serve() {
    Path home = Path.of(System.getProperty("lineal.front.door")).getParent().getParent();
    programs = new Programs(home.normalize());
    place = new SandboxFolder(folder.resolve("study")).create();
    processes = new Processes(place.logs());
    trainer = new SandboxTrainer(programs, place, processes, "local[2]");
    owners = new SandboxOwners(programs, place, processes, 3);
    PublicDataSet set = PublicDataSet.BREAST_CANCER;
    study = new SandboxStudy(programs, place, processes, owners, trainer, SandboxData.of(set));
    study.serve(new Steps(StepConsole.on(System.out)));
  }

  @AfterAll
  void stop() {
    processes.close();
    List<String> left =
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .filter(line -> line.contains(folder.toString()))
            .toList();
    assertEquals(List.of(), left);
  }

  private Path plan(int iterations) {
    Path run = trainer.newRun();
    owners.grant(SandboxStudy.ID, trainer.wallet(), iterations, study.weights());
    trainer.plan(run, iterations);
    return run;
  }

  private Process start(String name, Path run, String where) {
    SandboxTrainer there = new SandboxTrainer(programs, place, processes, where);
    Path store = folder.resolve("store-" + name);
    return processes.start(name, there.trainCommand(run, store, "--checkpoint-every", "3"));
  }

  /** The state after the last iteration of a run that must end well. */
  private String end(String name, Process process, Path run) throws Exception {
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), name + " ends");
    assertEquals(0, process.exitValue(), log(name));
    // The same plan runs again, and a model is never replaced.
    Files.move(run.resolve("model"), run.resolve("model-" + name));
    JsonNode report = JSON.readTree(run.resolve("train.json").toFile());
    return report.get("state_sha256").asText();
  }

  private String undisturbed(Path run) throws Exception {
    String name = "undisturbed-" + run.getFileName();
    return end(name, start(name, run, LOCAL), run);
  }

  private String log(String name) {
    try {
      return Files.readString(processes.log(name));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void await(String name, Process process, String text) throws Exception {
    await(text, () -> log(name).contains(text) || !process.isAlive());
    assertTrue(log(name).contains(text), log(name));
  }

  private static void await(String what, BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(8);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "waited in vain: " + what);
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }

  private static void kill(ProcessHandle process) throws Exception {
    assertTrue(process.destroyForcibly());
    process.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aDriverKilledInIterationSevenIsResumedToTheSameBytes() throws Exception {
    Path run = plan(10);
    Process driver = start("driver", run, LOCAL);
    await("driver", driver, "iteration 7 of 10");
    kill(driver.toHandle());
    String state = end("driver", start("driver", run, LOCAL), run);
    assertTrue(log("driver").contains("resumed after iteration 6"), log("driver"));
    assertEquals(undisturbed(run), state);
  }

  @Test
  void anAgentKilledPausesTheRunUntilItIsBack() throws Exception {
    Path run = plan(6);
    Process driver = start("agent-killed", run, LOCAL);
    await("agent-killed", driver, "iteration 2 of 6");
    kill(owners.agents().get(1));
    await("agent-killed", driver, "The run pauses: owner owner-1");
    owners.serveAgain(1);
    String state = end("agent-killed", driver, run);
    assertTrue(log("agent-killed").contains("answers again; the run goes on"));
    assertEquals(undisturbed(run), state);
  }

  @Test
  void anExecutorKilledOnAStandaloneClusterCostsARetry() throws Exception {
    Path run = plan(6);
    try (Standalone cluster = new Standalone(processes, programs, folder)) {
      Process driver = start("executor-killed", run, cluster.url());
      await("executor-killed", driver, "iteration 2 of 6");
      kill(cluster.executor());
      String state = end("executor-killed", driver, run);
      assertEquals(undisturbed(run), state);
    }
  }

  /** A master and two workers of one core each, on loopback. */
  private static final class Standalone implements AutoCloseable {
    private final Processes processes;
    private final Path sparkClass;
    private final int port;
    private final Process master;
    private final List<Process> workers;

    Standalone(Processes processes, Programs programs, Path folder) throws Exception {
      this.processes = processes;
      this.sparkClass = programs.home().resolve("cluster/bin/spark-class");
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        this.port = free.getLocalPort();
      }
      master = start("spark-master", "master.Master", "--host", "127.0.0.1", "--port", port + "");
      await("the master listens", this::listens);
      workers =
          List.of(
              worker("spark-worker-1", folder.resolve("work-1")),
              worker("spark-worker-2", folder.resolve("work-2")));
    }

    private Process start(String name, String type, String... options) {
      List<String> command =
          new java.util.ArrayList<>(
              List.of("env", "SPARK_LOCAL_IP=127.0.0.1", sparkClass.toString()));
      command.add("org.apache.spark.deploy." + type);
      command.addAll(List.of("--webui-port", "0"));
      command.addAll(Arrays.asList(options));
      return processes.start(name, command);
    }

    private Process worker(String name, Path work) {
      return start(
          name,
          "worker.Worker",
          "--host",
          "127.0.0.1",
          "--cores",
          "1",
          "--memory",
          "1g",
          "--work-dir",
          work.toString(),
          url());
    }

    private boolean listens() {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }

    String url() {
      return "spark://127.0.0.1:" + port;
    }

    /** One that runs. */
    ProcessHandle executor() {
      return workers.stream()
          .flatMap(Process::descendants)
          .filter(
              process ->
                  process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
          .findFirst()
          .orElseThrow();
    }

    @Override
    public void close() {
      List<ProcessHandle> all =
          workers.stream()
              .flatMap(
                  worker ->
                      java.util.stream.Stream.concat(
                          worker.descendants(), java.util.stream.Stream.of(worker.toHandle())))
              .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
      all.add(master.toHandle());
      Processes.stop(all);
    }
  }
}
