package dev.lineal.jobs.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A Spark master on the loopback and a worker of one core per fake GPU address, real processes. */
public final class StandaloneCluster implements AutoCloseable {
  private static final Path SPARK_CLASS = Path.of("../cluster/bin/spark-class");
  private static final Path DISCOVERY = Path.of("../cluster/bin/discover-gpus");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final int port;
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param folder for work and logs
   * @param gpus address of each worker's only GPU
   */
  public StandaloneCluster(Path folder, List<String> gpus) throws IOException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
    try {
      start("master", "", "master.Master", "--host", "127.0.0.1", "--port", port + "");
      await("the master listens", this::listens);
      Path resources =
          Files.writeString(
              folder.resolve("worker.conf"),
              "spark.worker.resource.gpu.amount 1\nspark.worker.resource.gpu.discoveryScript "
                  + DISCOVERY.toRealPath()
                  + "\n");
      for (String gpu : gpus) {
        worker(gpu, resources);
      }
      await("workers register", () -> gpus.stream().allMatch(this::registered));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void worker(String gpu, Path resources) throws IOException {
    start(
        "worker-" + gpu,
        gpu,
        "worker.Worker",
        "--host",
        "127.0.0.1",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve("work-" + gpu).toString(),
        "--properties-file",
        resources.toString(),
        url());
  }

  private void start(String name, String gpus, String type, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(SPARK_CLASS.toString());
    command.add("org.apache.spark.deploy." + type);
    command.addAll(List.of("--webui-port", "0"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("LINEAL_FAKE_GPUS", gpus);
    builder.environment().put("SPARK_CONF_DIR", conf());
    builder.environment().put("SPARK_DAEMON_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    processes.add(builder.redirectOutput(folder.resolve(name + ".log").toFile()).start());
  }

  /** Spark says at this level that a worker registered. */
  private String conf() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        conf.resolve("log4j2.properties"),
        """
        rootLogger.level = info
        rootLogger.appenderRef.stderr.ref = console
        appender.console.type = Console
        appender.console.name = console
        appender.console.target = SYSTEM_ERR
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %d{HH:mm:ss} %p %c{1}: %m%n%ex
        """);
    return conf.toString();
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean registered(String gpu) {
    try {
      return Files.readString(folder.resolve("worker-" + gpu + ".log"))
          .contains("Successfully registered");
    } catch (IOException e) {
      return false;
    }
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || processes.stream().anyMatch(process -> !process.isAlive())) {
        throw new IllegalStateException("Not within " + PATIENCE + ": " + what + ".\n" + logs());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  public String url() {
    return "spark://127.0.0.1:" + port;
  }

  /** What master, workers and executors said. */
  public String logs() {
    try (Stream<Path> files = Files.walk(folder)) {
      StringBuilder all = new StringBuilder();
      for (Path file :
          files.filter(file -> file.toString().matches(".*(\\.log|/stderr)")).sorted().toList()) {
        all.append("== ").append(file).append('\n').append(Files.readString(file));
      }
      return all.toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> all =
        processes.stream()
            .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process.toHandle())))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }
}
