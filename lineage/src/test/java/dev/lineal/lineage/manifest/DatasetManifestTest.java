package dev.lineal.lineage.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.lineage.LineageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetManifestTest {
  private static final String WHOLE =
      """
      {
        "_type": "https://in-toto.io/Statement/v1",
        "predicate": {
          "buildDefinition": {
            "buildType": "https://lineal.dev/encrypt/v1",
            "externalParameters": {"block_rows": 4096, "parameter_set": "STUDY_13", "study": "mnist-3v8"},
            "internalParameters": {
              "raw_rows_commitment": "bafbfaa19a36a4a88544a871f80d370df385e3ba141811275dceda4f460d4fa6"
            },
            "resolvedDependencies": [
              {
                "digest": {
                  "sha256": "df0ad6e43880f09c90ebf95f19110178aba6890df0010ebda7485029e2b543b4"
                },
                "name": "study-schema"
              },
              {
                "digest": {
                  "sha256": "85e7aa37ee0aa74b76db0165e942d316a66c4901ed3ab7df1316e1aba3a95c95"
                },
                "name": "joint-public-key"
              }
            ]
          },
          "runDetails": {
            "builder": {
              "id": "https://lineal.dev/owner-agent/v1",
              "identity_key": "ed25519:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
              "owner": "0x328809Bc894f92807417D2dAD6b7C998c1aFdac6"
            },
            "byproducts": [
              {
                "annotations": {"rows": 10000},
                "digest": {
                  "sha256": "dc97bbccde4d14da4dbfdfb3b4fbe1340f4bbc20d832252dd7aac03ddde26410"
                },
                "name": "content-root"
              }
            ],
            "metadata": {"finishedOn": "2026-01-02T03:04:05Z"}
          },
          "schema": "lineal.dataset/1"
        },
        "predicateType": "https://lineal.dev/dataset/v1",
        "subject": [
          {
            "annotations": {"bytes": 59900000, "columns": 174, "index": 0, "rows": 4096},
            "digest": {"sha256": "c8f671ba475593fe3802953ef5feccd60d813788488e5b646247be40e8e1fe70"},
            "name": "shard-0"
          },
          {
            "annotations": {"bytes": 59900000, "columns": 174, "index": 1, "rows": 4096},
            "digest": {"sha256": "bcc6bb562b1f8ed22cb90a4c93d9b9d4de1d08bbdf1120d225d684c259336446"},
            "name": "shard-1"
          },
          {
            "annotations": {"bytes": 59900000, "columns": 174, "index": 2, "rows": 1808},
            "digest": {"sha256": "0dff2fc134682cd07b0fa9604b7866a36094ea95d1e0f67f221ec7c3b9b433ff"},
            "name": "shard-2"
          }
        ]
      }
      """;

  @Test
  void theWholeDocumentIsThis() throws IOException {
    byte[] spelledOut = canonical(WHOLE);
    byte[] golden = Files.readAllBytes(Path.of("src/test/resources/golden/dataset-manifest.json"));
    assertArrayEquals(golden, spelledOut);
    assertArrayEquals(golden, Samples.dataset().canonicalBytes());
    assertEquals(
        "e7b6af5f83273b20fa42bd4bc9ccd66130d94427ba850860581b6a904c50c042",
        Samples.dataset().sha256().toString());
  }

  @Test
  void whatWasWrittenIsReadBack() {
    DatasetManifest manifest = Samples.dataset();
    assertEquals(manifest, DatasetManifest.parse(manifest.canonicalBytes()));
    assertEquals("mnist-3v8/" + Samples.ALICE, manifest.datasetId());
  }

  /** Documents that are well formed but contradict themselves, or break a rule of a value. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rows\": 10000|\"rows\": 10001|rows: must lie in 10000 .. 10000, but is 10001",
        "\"rows\": 1808|\"rows\": 4097|rows: must lie in 1 .. 4096, but is 4097",
        "\"index\": 1|\"index\": 2|/subject/1/name: must be 'shard-2', but is 'shard-1'",
        "\"sha256\": \"c8f6|\"sha256\": \"c8f7|content-root: is not the Merkle root of the shards",
        "\"sha256\": \"dc97|\"sha256\": \"dc98|content-root: is not the Merkle root of the shards",
        "\"block_rows\": 4096|\"block_rows\": 0|/block_rows: must lie in 1 .. 65536, but is 0",
        "\"block_rows\": 4096|\"block_rows\": 5000|subject/0/rows: must lie in 5000 .. 5000",
        "STUDY_13|study 13|parameter_set: must be a name like STUDY_13, but is 'study 13'",
        "0x328809Bc|0x328809bc|/owner: must carry the checksum of EIP-55",
        "2026-01-02T03:04:05Z|2026-01-02T03:04:05.500Z|/finishedOn: time: must be a time of whole seconds",
        "2026-01-02T03:04:05Z|2026-01-02 03:04:05|/finishedOn: must be a time like",
        "ed25519:d75a|ed25519:D75a|/identity_key: must be 64 lower-case hex digits",
        "lineal.dataset/1|lineal.dataset/2|/schema: must be 'lineal.dataset/1', but is 'lineal",
      })
  void aContradictionIsNamed(String old, String replacement, String reason) {
    assertTrue(WHOLE.contains(old), old);
    LineageException error = refused(WHOLE.replaceFirst(old, replacement));
    assertTrue(error.getMessage().contains(reason), error.getMessage());
    assertTrue(error.getMessage().startsWith("The dataset manifest has a fault at /"));
  }

  @Test
  void shardsOfDifferentWidthAreRefused() {
    LineageException error = refused(WHOLE.replace("174, \"index\": 2", "173, \"index\": 2"));
    assertTrue(
        error.getMessage().contains("subject/2/columns: must lie in 174 .. 174, but is 173"),
        error.getMessage());
  }

  @Test
  void theContentRootDependsOnTheOrderOfTheShards() {
    var shards = java.util.List.of(Samples.hash("a"), Samples.hash("b"));
    var swapped = java.util.List.of(Samples.hash("b"), Samples.hash("a"));
    assertNotEquals(DatasetManifest.contentRoot(shards), DatasetManifest.contentRoot(swapped));
  }

  @Test
  void theCommitmentDependsOnSaltAndRows() {
    byte[] salt = new byte[32];
    byte[] other = new byte[32];
    other[31] = 1;
    var commitment = DatasetManifest.commitment(salt, Samples.hash("rows"));
    assertNotEquals(commitment, DatasetManifest.commitment(other, Samples.hash("rows")));
    assertNotEquals(commitment, DatasetManifest.commitment(salt, Samples.hash("other")));
    assertThrows(
        IllegalArgumentException.class,
        () -> DatasetManifest.commitment(new byte[8], Samples.hash("rows")));
  }

  private static LineageException refused(String json) {
    return assertThrows(LineageException.class, () -> DatasetManifest.parse(canonical(json)));
  }

  private static byte[] canonical(String json) {
    return CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "test");
  }
}
