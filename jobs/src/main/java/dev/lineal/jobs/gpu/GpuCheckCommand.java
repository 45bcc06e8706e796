package dev.lineal.jobs.gpu;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.sandbox.Programs;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal gpu-check}: this machine's GPU beside one core of its processor. */
@Command(
    name = "gpu-check",
    description = "Builds the GPU's library, checks its bits against the CPU's, measures it.")
public final class GpuCheckCommand extends JobCommand {
  @Option(
      names = "--emulated",
      description = "Checks the bits of the same kernels on an emulated device; no GPU is needed.")
  private boolean emulated;

  @Option(names = "--library", description = "Of the emulated device, where it is elsewhere.")
  private Path library;

  @Override
  protected String schema() {
    return "lineal.gpu-check/1";
  }

  @Override
  protected Action<?> action() {
    Path home = Programs.installed().home();
    Path built = home.resolve("he-udf/target/cmake/cuda/liblineal_emulated.so");
    return new GpuCheck(
        home,
        emulated
            ? Optional.of(library == null ? built : library.toAbsolutePath())
            : Optional.empty());
  }
}
