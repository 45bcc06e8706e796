package dev.lineal.owner.ceremony;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.lineal.lineage.study.Study;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** A driver for tests of processes, which dumps its heap when it is done: study, dump. */
final class DriverProcess {
  private DriverProcess() {}

  public static void main(String[] arguments) throws IOException {
    Roster roster =
        Rosters.INSECURE_TEST.of(Study.parse(Files.readAllBytes(Path.of(arguments[0]))));
    CeremonyDriver driver =
        new CeremonyDriver(roster, round -> System.out.println("round " + round));
    CeremonyResult result = driver.run(Rounds.ALL);
    System.out.println("key set " + result.keySet());
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(arguments[1], false);
  }
}
