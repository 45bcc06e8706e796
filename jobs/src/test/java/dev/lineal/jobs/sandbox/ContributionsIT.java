package dev.lineal.jobs.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.jobs.JobException;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.testing.ReportSchema;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleVerifier;
import dev.lineal.lineage.verify.Check;
import dev.lineal.lineage.verify.Finding;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a plan that measures contributions to a verified bundle, every party a process. */
class ContributionsIT {
  private static final int OWNERS = 3;
  private static final int ITERATIONS = 4;

  @TempDir Path folder;

  @Test
  void ownersShareByWhatTheLossRisesWithoutThem() throws Exception {
    Path home = Path.of(System.getProperty("lineal.front.door")).getParent().getParent();
    Programs programs = new Programs(home.normalize());
    SandboxFolder place = new SandboxFolder(folder.resolve("study")).create();
    try (Processes processes = new Processes(place.logs())) {
      SandboxTrainer trainer = new SandboxTrainer(programs, place, processes, "local[2]");
      SandboxOwners owners = new SandboxOwners(programs, place, processes, OWNERS);
      SandboxData data = SandboxData.of(PublicDataSet.DIABETES);
      SandboxStudy study = new SandboxStudy(programs, place, processes, owners, trainer, data);
      study.serve(new Steps(StepConsole.on(System.out)));
      int weights = study.weights();
      int solves = OWNERS + 1;
      owners.grant(SandboxStudy.ID, trainer.wallet(), ITERATIONS * solves, weights + solves);
      Path run = trainer.newRun();

      String said =
          assertThrows(JobException.class, () -> plan(programs, place, processes, run, List.of()))
              .getMessage();
      assertTrue(said.contains("measures on rows of your own"), said);
      plan(programs, place, processes, run, List.of("--validation", place.test().toString()));
      JsonNode planned = ReportSchema.validated("plan", run.resolve("planned.json"));
      assertEquals("leave-one-owner-out", planned.get("contributions").asText());
      assertEquals(ITERATIONS * solves, planned.get("iterations").asInt());
      assertEquals("validation-loss", planned.at("/releases/1/name").asText());
      assertEquals(solves, planned.at("/releases/1/scalars").asInt());

      trainer.train(run);
      JsonNode trained = ReportSchema.validated("train", run.resolve("train.json"));
      assertShares(trained.get("contributors"));
      trainer.verify(run);
      assertEquals(
          0, ReportSchema.validated("verify", run.resolve("verify.json")).get("failed").asInt());
      trainer.audit(run);
      assertEquals(
          0, ReportSchema.validated("audit", run.resolve("audit.json")).get("mismatched").asInt());
      changeLosses(run.resolve("model/bundle.zip"));
    }
  }

  private static void plan(
      Programs programs, SandboxFolder place, Processes processes, Path run, List<String> more) {
    List<String> words = new ArrayList<>(List.of("plan", "--study", place.study().toString()));
    words.addAll(
        List.of("--trainer", place.trainer().toString(), "--ledger", place.ledger().toString()));
    words.addAll(
        List.of(
            "--passphrase-file",
            place.passphrase().toString(),
            "--iterations",
            Integer.toString(ITERATIONS)));
    words.addAll(List.of("--contributions", "leave-one-owner-out"));
    words.addAll(List.of("--out", run.resolve("plan.json").toString()));
    words.addAll(List.of("--json", run.resolve("planned.json").toString()));
    words.addAll(more);
    processes.run("plan", programs.local(words));
  }

  /** As the losses beside them say. */
  private static void assertShares(JsonNode contributors) {
    System.out.println("contributions: " + contributors);
    assertEquals("leave-one-owner-out", contributors.get("method").asText());
    double all = contributors.at("/losses/all").asDouble();
    double[] rises =
        StreamSupport.stream(contributors.at("/losses/without").spliterator(), false)
            .mapToDouble(one -> Math.max(0, one.get("loss").asDouble() - all))
            .toArray();
    double sum = rises[0] + rises[1] + rises[2];
    for (int owner = 0; owner < OWNERS; owner++) {
      int share = contributors.at("/shares/" + owner + "/share_bp").asInt();
      assertEquals(10_000 * rises[owner] / sum, share, 1);
    }
  }

  /** Other losses, other rows, none at all: the check of the contributors fails, and no other. */
  private static void changeLosses(Path zip) throws Exception {
    Map<String, byte[]> files = read(zip);
    Losses good = Losses.parse(files.get("losses.json"));
    assertEquals(List.of(), failed(files));
    Decimal more = Decimal.of(good.all().value().add(java.math.BigDecimal.ONE));
    for (Losses other :
        List.of(
            new Losses(good.run(), good.data(), good.rows(), more, good.without()),
            new Losses(good.run(), good.run(), good.rows(), good.all(), good.without()),
            new Losses(good.run(), good.data(), good.rows() + 1, good.all(), good.without()))) {
      Map<String, byte[]> changed = new TreeMap<>(files);
      changed.put("losses.json", other.canonicalBytes());
      assertEquals(List.of("contributors"), failed(changed));
    }
    files.remove("losses.json");
    assertEquals(List.of("contributors"), failed(files));
  }

  private static Map<String, byte[]> read(Path zip) throws Exception {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        files.put(e.getName(), entries.readAllBytes());
      }
    }
    return files;
  }

  private static List<String> failed(Map<String, byte[]> files) {
    return BundleVerifier.offline(new BundleFiles(files)).failed().stream()
        .map(Finding::check)
        .map(Check::text)
        .toList();
  }
}
