package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.he.HeParameters;
import dev.lineal.he.shard.ShardFile;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** 1,000,000 x 32 at STUDY_13 in a heap of less than 1.5 GiB: 2.8 GB of shards, minutes. */
@EnabledIfSystemProperty(named = "lineal.deep", matches = "true")
class MillionRowsTest extends NoNativeLeaks {
  private static final int ROWS = Integer.getInteger("lineal.rows", 1_000_000);
  private static final int FEATURES = 32;
  private static final int SAMPLE = 20_000;

  @TempDir private Path directory;

  private static StudySchema schema() {
    List<StudyColumn> columns = new ArrayList<>();
    for (int j = 0; j < FEATURES; j++) {
      columns.add(TestStudyHome.number("x" + j, "-10", "10"));
    }
    return new StudySchema(columns, TestStudyHome.classes("y", "0", "1"));
  }

  private Path csv(String name, int rows) throws IOException {
    Path file = directory.resolve(name);
    Random random = new Random(7);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int j = 0; j < FEATURES; j++) {
        out.write("x" + j + ",");
      }
      out.write("y\n");
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < FEATURES; j++) {
          out.write(Long.toString(Math.round(random.nextGaussian() * 1e6)));
          out.write("e-6,");
        }
        out.write(random.nextBoolean() ? "1\n" : "0\n");
      }
    }
    return file;
  }

  @Test
  void aMillionRowsFitASmallHeap() throws Exception {
    RowSource sample = SchemaRows.open(csv("sample.csv", SAMPLE), schema(), RejectionLog.NONE);
    Path data = csv("rows.csv", ROWS);
    try (TestStudyHome study =
        TestStudyHome.create(directory, HeParameters.STUDY_13, schema(), sample)) {
      EncryptProcess encrypt = new EncryptProcess(study, data, directory).withJvm("-Xmx1400m");
      Usage usage = Usage.of(encrypt.start());
      assertEquals(0, usage.exit, Files.readString(encrypt.log()));
      JsonNode report = new ObjectMapper().readTree(encrypt.json().toFile());
      assertEquals(ROWS, report.get("rows").asInt());
      PublishedDataset dataset = PublishedDatasets.of(study.owner).list().get(0);
      tell(report, usage, dataset, Files.size(data));
      Shard last = dataset.manifest().shards().get(dataset.manifest().shards().size() - 1);
      try (ShardFile file = ShardFile.read(dataset.file(last))) {
        file.requireSha256(last.sha256().bytes());
      }
    }
  }

  private static void tell(JsonNode report, Usage usage, PublishedDataset dataset, long csvBytes) {
    double wall = report.get("wall_s").asDouble();
    double plain = 8.0 * ROWS * (FEATURES + 1);
    System.out.printf(
        "%,d x %d: %.1f s wall, %.1f s CPU, %,.0f rows/s, %,.0f rows per core second, peak RSS %,d"
            + " MiB, %,d shard bytes: %.2f per plaintext byte (doubles), %.2f per CSV byte%n",
        ROWS,
        FEATURES,
        wall,
        usage.cpuSeconds,
        ROWS / wall,
        ROWS / usage.cpuSeconds,
        usage.peakKib >> 10,
        dataset.bytes(),
        dataset.bytes() / plain,
        (double) dataset.bytes() / csvBytes);
    assertTrue(usage.peakKib < 2500 << 10, "peak RSS of " + usage.peakKib + " KiB");
  }

  /** What a process used, as Linux counts it. */
  private record Usage(int exit, double cpuSeconds, long peakKib) {
    static Usage of(Process process) throws IOException, InterruptedException {
      double cpu = 0;
      long peak = 0;
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      long end = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
      while (!process.waitFor(250, TimeUnit.MILLISECONDS)) {
        assertTrue(System.nanoTime() < end, "the process hangs");
        cpu = process.info().totalCpuDuration().map(d -> d.toMillis() / 1e3).orElse(cpu);
        peak = Math.max(peak, peakKib(status));
      }
      return new Usage(process.exitValue(), cpu, peak);
    }

    private static long peakKib(Path status) throws IOException {
      try {
        return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0);
      } catch (java.nio.file.NoSuchFileException ended) {
        return 0;
      }
    }
  }
}
