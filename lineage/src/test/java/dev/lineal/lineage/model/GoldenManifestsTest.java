package dev.lineal.lineage.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.lineage.manifest.ClusterCheck;
import dev.lineal.lineage.manifest.KeepRefreshed;
import dev.lineal.lineage.manifest.OwnerPart;
import dev.lineal.lineage.manifest.ReleasedShare;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.study.Decimal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The golden run and model manifests, and the contradictions that parsers find in them. */
class GoldenManifestsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final Instant STARTED = Instant.parse("2026-06-01T10:00:00Z");

  private static RunManifest run() {
    RunPlan plan = Samples.plan();
    return new RunManifest(
        plan.sha256(),
        plan.trainer(),
        ClusterCheck.NOT_VERIFIED,
        KeepRefreshed.ALL,
        2,
        Samples.hash("root"),
        394,
        Samples.hash("state"),
        List.of(part("alice", Samples.ALICE), part("bob", Samples.BOB)),
        STARTED,
        STARTED.plusSeconds(60));
  }

  private static OwnerPart part(String name, dev.lineal.lineage.chain.Address owner) {
    ReleasedShare share = new ReleasedShare("weights", Samples.hash("sealed by " + name));
    return new OwnerPart(owner, Samples.hash("transcript of " + name), List.of(share));
  }

  private static ModelManifest model() {
    RunPlan plan = Samples.plan();
    return new ModelManifest(
        new ModelName("three-or-eight", 1),
        Task.LOGISTIC,
        plan.trainer(),
        plan.study(),
        plan.purpose(),
        List.of(ModelFile.of("model.json", "{}".getBytes(StandardCharsets.UTF_8))),
        new ModelSources(
            plan.sha256(),
            run().sha256(),
            Samples.hash("schema"),
            Samples.hash("moments"),
            Optional.empty()),
        Contributors.byRows(plan),
        List.of(
            new Metric(
                "accuracy", new Decimal("0.964"), Samples.hash("test"), 1_984, plan.trainer())),
        STARTED.plusSeconds(120));
  }

  @Test
  void theRunManifestIsTheGoldenOne() throws IOException {
    byte[] golden = Files.readAllBytes(GOLDEN.resolve("run-manifest.json"));
    assertArrayEquals(golden, run().canonicalBytes());
    assertEquals(run(), RunManifest.parse(golden));
  }

  @Test
  void theModelManifestIsTheGoldenOne() throws IOException {
    byte[] golden = Files.readAllBytes(GOLDEN.resolve("model-manifest.json"));
    assertArrayEquals(golden, model().canonicalBytes());
    assertEquals(model(), ModelManifest.parse(golden));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"auditable\":\"yes\"|\"auditable\":\"no\"|auditable: contradicts keep_refreshed",
        "\"keep_refreshed\":\"all\"|\"keep_refreshed\":\"last\"|auditable: contradicts keep_refreshed",
        "\"not-verified\"|\"nobody\"|must be one of owners, not-verified, but is 'nobody'",
        "T10:01:00Z|T09:01:00Z|finishedOn: 2026-06-01T09:01:00Z is before startedOn",
        "\"invocationId\":\"10|\"invocationId\":\"11|/invocationId: must be '10df",
        "\"leaves\":394|\"leaves\":3|leaves: must lie in 4 ..",
        "transcript/0x1D96|transcript/0x1D97|/name: must be 'transcript/0x1D96",
      })
  void aRunThatContradictsItselfIsRefused(String old, String replacement, String reason) {
    assertRefused(run().canonicalBytes(), RunManifest::parse, old, replacement, reason);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"share_bp\":8346|\"share_bp\":8347|sum of shares: must lie in 10000 .. 10000, but is 10001",
        "\"method\":\"rows\"|\"method\":\"measured\"|must be rows or leave-one-owner-out",
        "\"method\":\"rows\"|\"method\":\"leave-one-owner-out\"|inputs: leave-one-owner-out needs",
        "\"value\":\"0.964\"|\"value\":\"0.9640\"|must be a decimal number like -12.5",
        "metric/accuracy|metric/loss|/name: must be 'metric/accuracy', but is 'metric/loss'",
        "\"moments\"|\"parent-model\"|/name: must be 'moments', but is 'parent-model'",
        "\"model.json\"|\"../model.json\"|must be a file name of letters",
      })
  void aModelThatContradictsItselfIsRefused(String old, String replacement, String reason) {
    assertRefused(model().canonicalBytes(), ModelManifest::parse, old, replacement, reason);
  }

  private static void assertRefused(
      byte[] good,
      java.util.function.Function<byte[], ?> parser,
      String old,
      String replacement,
      String reason) {
    String text = new String(good, StandardCharsets.UTF_8);
    assertTrue(text.contains(old), text);
    byte[] changed = text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
    LineageException fault =
        assertThrows(
            LineageException.class,
            () -> parser.apply(CanonicalJson.canonicalize(changed, "test")));
    assertTrue(fault.getMessage().contains(reason), fault.getMessage());
  }
}
