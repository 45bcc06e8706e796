package dev.lineal.jobs.train;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used.
 *
 * @param cpuSeconds of all its threads
 * @param peakBytes most resident memory so far, native memory included; null where unknown
 */
public record Usage(double cpuSeconds, Long peakBytes) {
  /** Of this process. */
  static Usage now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Usage(system.getProcessCpuTime() / 1e9, peak(ProcessHandle.current().pid()));
  }

  /** CPU time since then; the peak is of the process's whole life. */
  Usage since(Usage earlier) {
    return new Usage(cpuSeconds - earlier.cpuSeconds, peakBytes);
  }

  /** VmHWM of a process, as Linux tells it; null where it does not. */
  public static Long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
