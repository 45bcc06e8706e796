package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.data.PublicFiles;
import dev.lineal.jobs.docs.Quickstart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three owners and a trainer by the commands that they type, from wallets to being paid. */
class OwnersByHandIT {
  @TempDir Path folder;

  @Test
  void ownersTypeEverythingFromTheirWalletsToTheirEarnings() throws Exception {
    Files.write(folder.resolve("weather.csv"), PublicFiles.seattleWeather());
    String said = Quickstart.type(folder, Quickstart.OWNER, Quickstart.TRAINER);
    List<String> rows = Files.readAllLines(folder.resolve("rows-1.csv"));
    List<String> predictions = Files.readAllLines(folder.resolve("predictions.csv"));
    assertEquals("prediction,probability", predictions.get(0));
    assertEquals(rows.size(), predictions.size());
    long right = 0;
    for (int i = 1; i < rows.size(); i++) {
      String rain = rows.get(i).endsWith("rain") ? "1.0," : "0.0,";
      right += predictions.get(i).startsWith(rain) ? 1 : 0;
    }
    assertTrue(right > 0.75 * (rows.size() - 1), right + " of " + (rows.size() - 1) + "\n" + said);
    assertEquals(List.of(), left());
  }

  /** Processes that were started in the folder: their words name it by nothing else. */
  private List<Long> left() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::worksHere).toList();
  }

  private boolean worksHere(long process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process + "/cwd")).startsWith(folder);
    } catch (IOException ended) {
      return false;
    }
  }
}
