package dev.lineal.jobs.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * CPU time and peak memory of a process, as Linux counts them.
 *
 * @param cpuSeconds of all its threads
 * @param peakBytes of resident memory
 */
record Meter(double cpuSeconds, long peakBytes) {
  private static final long SAMPLE_MS = 100;

  static Meter of(Process process) {
    double cpu = process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    return new Meter(cpu, peak(process.pid()));
  }

  /** The last that could be seen of a process before it ended. */
  static Meter untilItEnds(Process process) {
    Meter last = of(process);
    try {
      while (!process.waitFor(SAMPLE_MS, TimeUnit.MILLISECONDS)) {
        Meter now = of(process);
        last =
            new Meter(
                Math.max(last.cpuSeconds, now.cpuSeconds), Math.max(last.peakBytes, now.peakBytes));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return last;
  }

  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }
}
