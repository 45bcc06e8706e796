package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.he.HeParameters;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.Reports;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a real process: what it prints, and how it survives. */
class EncryptCommandTest extends NoNativeLeaks {
  private static final int KILL_ROUNDS = Boolean.getBoolean("lineal.deep") ? 50 : 3;
  private static final int KILLS_PER_ROUND = 2;
  private static final int COPIES = 20;
  private static final int SHARDS = (COPIES * BreastCancer.ROWS + 511) / 512;

  /** Kills come after so many more shards at most: a round's leave some for its end. */
  private static final int SHARDS_PER_KILL = SHARDS / KILLS_PER_ROUND - 3;

  /** On a busy machine a process may end before it is killed, in round after round. */
  private static final int MOST_ROUNDS = KILL_ROUNDS + 20;

  private static final long SEED = Long.getLong("lineal.seed", System.nanoTime());

  @TempDir private Path directory;
  private final Set<String> checked = new HashSet<>();

  private TestStudyHome home(HeParameters parameters, Path data) throws IOException {
    StudySchema schema = BreastCancer.schema();
    RowSource rows = SchemaRows.open(data, schema, RejectionLog.NONE);
    return TestStudyHome.create(directory, parameters, schema, rows);
  }

  private static int await(Process process) throws InterruptedException {
    assertTrue(process.waitFor(5, TimeUnit.MINUTES), "the process hangs");
    return process.exitValue();
  }

  private static JsonNode report(EncryptProcess process) throws IOException {
    return Reports.read(process.json());
  }

  @Test
  void theReportSaysWhatWasPublished() throws Exception {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 2);
    Files.writeString(data, "1,2\n", StandardOpenOption.APPEND);
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, data)) {
      EncryptProcess process = new EncryptProcess(study, data, directory);
      assertEquals(0, await(process.start()), () -> log(process));
      JsonNode report = report(process);
      assertEquals(1138, report.get("rows").asInt());
      assertEquals(1, report.get("rows_rejected").asInt());
      assertEquals(1, report.get("faults").get("field_count").asInt());
      assertEquals(3, report.get("shards").asInt());
      PublishedDataset dataset = PublishedDatasets.of(study.owner).list().get(0);
      assertEquals(dataset.id(), report.get("content_root").asText());
      assertEquals(dataset.bytes(), report.get("shard_bytes").asLong());
      assertTrue(log(process).contains("rejected  1 rows"), log(process));

      assertEquals(0, await(process.start()));
      report = report(process);
      assertFalse(report.get("fresh").asBoolean());
      assertTrue(report.get("rows_rejected").isNull());
      assertEquals(dataset.id(), report.get("content_root").asText());
    }
  }

  @Test
  void anErrorIsInTheReportToo() throws Exception {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 1);
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, data)) {
      Path other = Files.writeString(directory.resolve("other.csv"), "a,b\n1,2\n");
      EncryptProcess process = new EncryptProcess(study, other, directory);
      assertEquals(2, await(process.start()), () -> log(process));
      JsonNode error = report(process).get("error");
      assertEquals("data.header", error.get("code").asText());
      assertTrue(error.get("message").asText().contains("'feature 0', 'feature 1'"));
    }
  }

  @Test
  void aDiskThatTakesNoMoreLeavesNothingHalfWritten() throws Exception {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 1);
    try (TestStudyHome study = home(HeParameters.STUDY_13, data)) {
      // A shard has 10.9 MB; the kernel refuses what goes beyond 8 MiB of a file.
      EncryptProcess full = new EncryptProcess(study, data, directory).after("ulimit -f 8192");
      assertEquals(4, await(full.start()), () -> log(full));
      JsonNode error = report(full).get("error");
      assertEquals("data.not_written", error.get("code").asText());
      assertTrue(error.get("action").asText().startsWith("Make room on the disk"));
      assertEquals(List.of(".lock"), names(study.datasets()));
      EncryptProcess roomy = new EncryptProcess(study, data, directory);
      assertEquals(0, await(roomy.start()), () -> log(roomy));
      assertEquals(1, PublishedDatasets.of(study.owner).list().size());
    }
  }

  @Test
  void killedAtAnyMomentItGoesOnAndPublishesOnce() throws Exception {
    System.out.println("EncryptCommandTest: -Dlineal.seed=" + SEED);
    Random random = new Random(SEED);
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), COPIES);
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, data)) {
      EncryptProcess process = new EncryptProcess(study, data, directory);
      assertEquals(0, await(process.start()), () -> log(process));
      double[][] want = decryptNewest(study);
      int resumed = 0;
      int round = 0;
      while (round < KILL_ROUNDS || (resumed == 0 && round < MOST_ROUNDS)) {
        round++;
        Files.writeString(data, "\n", StandardOpenOption.APPEND); // other inputs, the same rows
        for (int kill = 0; kill < KILLS_PER_ROUND; kill++) {
          killAfterShards(
              process.start(), study, random.nextInt(SHARDS_PER_KILL), random.nextInt(5));
          assertTrue(complete(study) <= round + 1, "more datasets than inputs");
        }
        assertEquals(0, await(process.start()), () -> log(process));
        resumed += report(process).path("resumed_shards").asInt();
        assertEquals(round + 1, complete(study));
        assertEquals(List.of(), leftovers(study.datasets()));
        if (round <= 3) {
          assertTrue(DatasetContent.bits(want, decryptNewest(study)) > 24);
        }
      }
      assertTrue(resumed > 0, "no kill left anything to take over");
      System.out.printf("%d kills: %d shards were taken over%n", round * KILLS_PER_ROUND, resumed);
    }
  }

  /** Kills once so many shards more are there, and a moment later; or it has ended by then. */
  private static void killAfterShards(Process process, TestStudyHome study, int shards, int laterMs)
      throws Exception {
    long wanted = shardsInWork(study) + shards;
    boolean ended = false;
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!ended && shardsInWork(study) < wanted) {
      assertTrue(System.nanoTime() < end, "no more shards appear");
      ended = process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    process.waitFor(laterMs, TimeUnit.MILLISECONDS);
    process.destroyForcibly();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the process hangs");
  }

  private static long shardsInWork(TestStudyHome study) throws IOException {
    long shards = 0;
    for (String work : leftovers(study.datasets())) {
      try {
        shards +=
            names(study.datasets().resolve(work)).stream()
                .filter(name -> name.endsWith(".shard"))
                .count();
      } catch (NoSuchFileException published) {
        shards += SHARDS;
      }
    }
    return shards;
  }

  /** Checks that whatever is published is whole; each dataset once, since none changes. */
  private int complete(TestStudyHome study) throws IOException {
    List<PublishedDataset> published = PublishedDatasets.of(study.owner).list();
    for (PublishedDataset dataset : published) {
      if (!checked.add(dataset.id())) {
        continue;
      }
      assertEquals(COPIES * BreastCancer.ROWS, dataset.manifest().rows());
      for (Shard shard : dataset.manifest().shards()) {
        assertEquals(shard.sha256(), FileHash.of(dataset.file(shard)));
      }
      assertEquals(dataset.manifest().shards().size() + 3, names(dataset.directory()).size());
    }
    return published.size();
  }

  private static double[][] decryptNewest(TestStudyHome study) throws IOException {
    Path newest = null;
    for (PublishedDataset dataset : PublishedDatasets.of(study.owner).list()) {
      Path manifest = dataset.directory();
      if (newest == null
          || Files.getLastModifiedTime(manifest).compareTo(Files.getLastModifiedTime(newest)) > 0) {
        newest = manifest;
      }
    }
    return DatasetContent.decrypt(PublishedDataset.read(newest), study.decryption());
  }

  private static List<String> leftovers(Path datasets) throws IOException {
    return names(datasets).stream()
        .filter(name -> name.startsWith(WorkDirectory.PREFIX) || name.endsWith(".part"))
        .toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String log(EncryptProcess process) {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      return e.toString();
    }
  }
}
