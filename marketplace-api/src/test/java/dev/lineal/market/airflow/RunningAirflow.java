package dev.lineal.market.airflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The project's own Airflow with its DAGs, over an empty folder: no step can succeed there. */
public final class RunningAirflow implements AutoCloseable {
  private final Path folder;

  private RunningAirflow(Path folder) {
    this.folder = folder;
  }

  /** Starts it; the locked environment is made where it is not there. */
  public static RunningAirflow start(Path folder) throws IOException, InterruptedException {
    RunningAirflow airflow = new RunningAirflow(folder);
    airflow.run("up");
    airflow.run("status");
    return airflow;
  }

  /** What programs need to speak to it. */
  public AirflowAccount account() {
    return AirflowAccount.read(home().resolve("client.json"));
  }

  private Path home() {
    return folder.resolve("airflow");
  }

  /** Stops it; its state stays. */
  public void stop() throws IOException, InterruptedException {
    run("down");
  }

  private void run(String verb) throws IOException, InterruptedException {
    Path program = Path.of("..", "dags", "bin", "airflow").toAbsolutePath().normalize();
    Path log = folder.resolve(verb + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), verb, "--dir", home().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("LINEAL_WORK", folder.resolve("work").toString());
    Process process = builder.start();
    if (!process.waitFor(8, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("airflow " + verb + ":\n" + Files.readString(log));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
