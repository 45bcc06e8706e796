package dev.lineal.lineage.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPlanTest {
  private static final String WHOLE =
      """
      {
        "_type": "https://in-toto.io/Statement/v1",
        "predicate": {
          "buildDefinition": {
            "buildType": "https://lineal.dev/train/v1",
            "externalParameters": {
              "keep_refreshed": "all",
              "licensee": "x25519:80038be51a75b9a16c32d9e4bd3bdc5de0e34d55e5f6bbc8435a8951ae08ff68",
              "min_owners": 2,
              "min_rows": 1000,
              "nonce": "78377b525757b494427f89014f97d79928f3938d14eb51e20fb5dec9834eb304",
              "parent_model": null,
              "purpose": "digit recognition",
              "releases": [{"name": "weights", "scalars": 174}, {"name": "metrics", "scalars": 3}],
              "study": "mnist-3v8",
              "trainer": "0xFc85bA200e2d53eD530DB72DAe64433d1A401e55",
              "training": {
                "eta": {"numerators": [0, -309836482573], "shift": 40},
                "features": 174,
                "iterations": 2,
                "l2": {"numerator": 0, "shift": 0},
                "sigmoid": {"degree": 5, "interval": 12},
                "step": {"numerator": 25278123, "shift": 30},
                "task": "logistic"
              }
            },
            "internalParameters": {
              "batches": {"blocks_per_request": 4, "features_per_request": 64},
              "parameter_set": "STUDY_13",
              "rounds": [
                {
                  "addend": {"numerator": 0, "shift": 0},
                  "bound_bits": 88,
                  "factor": {"numerator": 1, "shift": 42},
                  "input_scale_bits": 82,
                  "linear": null,
                  "name": "y",
                  "output_scale_bits": 40,
                  "refresh": "slots"
                },
                {
                  "addend": {"numerator": 0, "shift": 0},
                  "bound_bits": 87,
                  "factor": {"numerator": 1, "shift": 40},
                  "input_scale_bits": 80,
                  "linear": null,
                  "name": "u",
                  "output_scale_bits": 40,
                  "refresh": "slots"
                },
                {
                  "addend": {"numerator": -1949427890123, "shift": 40},
                  "bound_bits": 89,
                  "factor": {"numerator": -2154758789012, "shift": 80},
                  "input_scale_bits": 80,
                  "linear": {"numerator": -1757992345678, "shift": 40},
                  "name": "v",
                  "output_scale_bits": 40,
                  "refresh": "slots"
                },
                {
                  "addend": {"numerator": 1, "shift": 1},
                  "bound_bits": 100,
                  "factor": {"numerator": 1, "shift": 40},
                  "input_scale_bits": 80,
                  "linear": null,
                  "name": "r",
                  "output_scale_bits": 40,
                  "refresh": "slots"
                },
                {
                  "addend": {"numerator": 0, "shift": 0},
                  "bound_bits": 102,
                  "factor": {"numerator": 1234567890123, "shift": 90},
                  "input_scale_bits": 82,
                  "linear": null,
                  "name": "w",
                  "output_scale_bits": 60,
                  "refresh": "trace"
                }
              ],
              "weight_scale_bits": 40
            },
            "resolvedDependencies": [
              {
                "digest": {"gitCommit": "0123456789abcdef0123456789abcdef01234567"},
                "name": "source"
              },
              {
                "digest": {
                  "sha256": "0163f1eea7894350060624d315234d40c508ab251ba121714e234503045faadd"
                },
                "name": "jar"
              },
              {
                "digest": {
                  "sha256": "85e7aa37ee0aa74b76db0165e942d316a66c4901ed3ab7df1316e1aba3a95c95"
                },
                "name": "joint-public-key"
              }
            ]
          },
          "schema": "lineal.run-plan/1"
        },
        "predicateType": "https://lineal.dev/run-plan/v1",
        "subject": [
          {
            "annotations": {
              "blocks": 3,
              "grant": "a91f184b3941afd63bc8c5bf7775658b2eee04da2cf6a809a0137ed286cdf309",
              "manifest": "e7b6af5f83273b20fa42bd4bc9ccd66130d94427ba850860581b6a904c50c042",
              "owner": "0x328809Bc894f92807417D2dAD6b7C998c1aFdac6",
              "rows": 10000
            },
            "digest": {"sha256": "dc97bbccde4d14da4dbfdfb3b4fbe1340f4bbc20d832252dd7aac03ddde26410"},
            "name": "dataset/0x328809Bc894f92807417D2dAD6b7C998c1aFdac6"
          },
          {
            "annotations": {
              "blocks": 1,
              "grant": "05384218997ae0242f70993ae2f3b9848d3d61d720d5ce4bde2226ffb4887746",
              "manifest": "05b3abf2579a5eb66403cd78be557fd860633a1fe2103c7642030defe32c657f",
              "owner": "0x1D96F2f6BeF1202E4Ce1Ff6Dad0c2CB002861d3e",
              "rows": 1982
            },
            "digest": {"sha256": "ee54f76756dd6f877dab3208c6bec400c548a8c8f0a5057d9244eec8a6f94446"},
            "name": "dataset/0x1D96F2f6BeF1202E4Ce1Ff6Dad0c2CB002861d3e"
          }
        ]
      }
      """;

  @Test
  void theWholeDocumentIsThis() throws IOException {
    byte[] golden = Files.readAllBytes(Path.of("src/test/resources/golden/run-plan.json"));
    assertArrayEquals(golden, canonical(WHOLE));
    assertArrayEquals(golden, Samples.plan().canonicalBytes());
    assertEquals(
        "10df9a2649bdaf05495996aaf0b765f4a3663c93d1f46bccded7e3b6a2ea71a5",
        Samples.plan().sha256().toString());
  }

  @Test
  void whatWasWrittenIsReadBack() {
    RunPlan plan = Samples.plan();
    assertEquals(plan, RunPlan.parse(plan.canonicalBytes()));
    assertEquals(177, plan.releasedScalars());
    assertEquals(
        List.of(Samples.hash("grant of alice"), Samples.hash("grant of bob")), plan.grants());
    RunPlan child = Samples.plan("more digits", Optional.of(Samples.parent()), plan.nonce());
    assertEquals(child, RunPlan.parse(child.canonicalBytes()));
  }

  @Test
  void aPlanThatMeasuresContributionsHasMoreSolves() {
    RunPlan plan = Samples.measured(Samples.plan().encryption().rounds(), Samples.validation(), 3);
    assertEquals(plan, RunPlan.parse(plan.canonicalBytes()));
    assertEquals(3, plan.solves());
    assertEquals(6, plan.iterations());
    assertEquals(5, plan.releasedScalars());
    assertEquals(
        List.of(false, true, false, true, false, true),
        IntStream.range(0, 6).mapToObj(i -> plan.releasesIn(i, ValidationForm.LOSS)).toList());
    assertEquals(2, Samples.plan().iterations());
  }

  /** Every solve's loss is a released number, and grants count it. */
  @Test
  void lossesAreReleasesOfThePlan() {
    List<Round> rounds = Samples.plan().encryption().rounds();
    String fewer =
        assertThrows(
                IllegalArgumentException.class,
                () -> Samples.measured(rounds, Samples.validation(), 2))
            .getMessage();
    assertEquals("releases: validation-loss has 2 scalars, contributions need 3", fewer);
    LineageException without = refused(WHOLE.replace("\"metrics\"", "\"validation-loss\""));
    assertTrue(
        without.getMessage().contains("validation-loss has 3 scalars, contributions need 0"),
        without.getMessage());
    ValidationForm good = Samples.validation();
    String far =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new ValidationForm(
                        good.data(), 1, List.of(1L << 35, 0L, 0L), good.right(), good.square()))
            .getMessage();
    assertTrue(far.startsWith("gram: must lie in -17179869184 .. 17179869184"), far);
  }

  /** Documents that are well formed but contradict themselves, or break a rule of a value. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"min_owners\": 2|\"min_owners\": 3|min_owners: is 3, but the plan has 2",
        "\"parent_model\": null|\"parent_model\": {\"manifest\": \"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a\", \"weights\": [1, -2]}|parent_model: has 2 weights, but the plan has 174 features",
        "\"min_rows\": 1000|\"min_rows\": 2000|min_rows: is 2000, but the dataset of 0x1D96",
        "\"iterations\": 2|\"iterations\": 3|eta/numerators length: must lie in 3 .. 3, but is 2",
        "logistic|linear|sigmoid: belongs to logistic runs and to no others, but task is linear",
        "logistic|softmax|/task: must be one of logistic, linear, power-iteration, evaluation, but is 'softmax'",
        "\"degree\": 5|\"degree\": 6|degree: must be odd, but is 6",
        "25278123|0|step/numerator: must lie in 1 ..",
        "25278123|0.5|is a floating-point number, 0.5",
        "25278123|1e3|is a floating-point number, 1e3",
        "25278123|9007199254740992|is beyond 2^53 - 1",
        "\"name\": \"u\"|\"name\": \"y\"|rounds: y appears more than once",
        "\"name\": \"metrics\"|\"name\": \"weights\"|releases: weights appears more than once",
        "\"scalars\": 3|\"scalars\": 0|/releases/1/scalars: must lie in 1 .. 1048576, but is 0",
        "\"refresh\": \"trace\"|\"refresh\": \"sum\"|must be one of slots, trace, release, share, partial, but is 'sum'",
        "\"all\"|\"none\"|/keep_refreshed: must be one of all, last, but is 'none'",
        "\"shift\": 90|\"shift\": 128|/rounds/4/factor/shift: must lie in 0 .. 127, but is 128",
        "\"blocks\": 3|\"blocks\": 10001|blocks: must lie in 1 .. 10000, but is 10001",
        "x25519:|ed25519:|/licensee: must be 'x25519:' and 64 hex digits",
        "\"source\"|\"jar\"|/resolvedDependencies/0/name: must be 'source', but is 'jar'",
        "\"gitCommit\": \"01|\"gitCommit\": \"|/gitCommit: must be 40 lower-case hex digits",
        "mnist-3v8|MNIST|study: must be 1 to 64 of a-z",
      })
  void aContradictionIsNamed(String old, String replacement, String reason) {
    assertTrue(WHOLE.contains(old), old);
    LineageException error = refused(WHOLE.replaceFirst(old, replacement));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void oneOwnerCannotComeTwice() {
    String alice = Samples.ALICE.text();
    LineageException error = refused(WHOLE.replace(Samples.BOB.text(), alice));
    assertTrue(
        error.getMessage().contains("datasets: " + alice + " appears more than once"),
        error.getMessage());
  }

  @Test
  void listsInsideAPlanCannotBeChangedAfterwards() {
    RunPlan plan = Samples.plan();
    assertThrows(UnsupportedOperationException.class, () -> plan.datasets().remove(0));
    assertThrows(UnsupportedOperationException.class, () -> plan.releases().remove(0));
    assertThrows(UnsupportedOperationException.class, () -> plan.encryption().rounds().remove(0));
  }

  private static LineageException refused(String json) {
    return assertThrows(LineageException.class, () -> RunPlan.parse(canonical(json)));
  }

  private static byte[] canonical(String json) {
    return CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "run plan");
  }
}
