package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.he.HeParameters;
import dev.lineal.he.shard.ShardFile;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.lineage.identity.IdentitySignature;
import dev.lineal.lineage.identity.SignedPurpose;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.http.Limits;
import dev.lineal.owner.http.RouteServer;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP, from a real dataset of two shards. */
class DatasetRoutesTest extends NoNativeLeaks {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private static Path directory;
  private static TestStudyHome study;
  private static PublishedDataset dataset;
  private static RouteServer server;
  private static byte[] shard;
  private static String shardPath;

  @BeforeAll
  static void publish() throws IOException {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 1);
    RowSource rows = SchemaRows.open(data, BreastCancer.schema(), RejectionLog.NONE);
    study =
        TestStudyHome.create(directory, HeParameters.INSECURE_TEST_10, BreastCancer.schema(), rows);
    dataset = study.encryption(data).execute().dataset();
    DatasetRoutes routes =
        new DatasetRoutes(PublishedDatasets.of(study.owner), study.owner.identity());
    server = new RouteServer(routes, 0, Limits.DEFAULT);
    shard = Files.readAllBytes(dataset.file(dataset.manifest().shards().get(0)));
    shardPath = "/v1/datasets/" + dataset.id() + "/shards/0";
  }

  @AfterAll
  static void stop() {
    server.close();
    study.close();
  }

  private static HttpResponse<byte[]> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse(null);
  }

  private static String tag() {
    return '"' + dataset.manifest().shards().get(0).sha256().toString() + '"';
  }

  @Test
  void theListNamesEveryDataset() throws Exception {
    HttpResponse<byte[]> answer = get("/v1/datasets");
    assertEquals("application/json", header(answer, "content-type"));
    JsonNode list = new ObjectMapper().readTree(answer.body()).get("datasets");
    assertEquals(1, list.size());
    JsonNode entry = list.get(0);
    assertEquals(dataset.id(), entry.get("id").asText());
    assertEquals(TestStudyHome.STUDY, entry.get("study").asText());
    assertEquals(dataset.manifest().datasetId(), entry.get("dataset").asText());
    assertEquals(569, entry.get("rows").asInt());
    assertEquals(31, entry.get("columns").asInt());
    assertEquals(2, entry.get("shards").asInt());
    assertEquals(2L * shard.length, entry.get("bytes").asLong());
    assertEquals(dataset.manifestSha256().toString(), entry.get("manifest_sha256").asText());
  }

  @Test
  void theManifestIsTheCanonicalOne() throws Exception {
    String path = "/v1/datasets/" + dataset.id() + "/manifest";
    HttpResponse<byte[]> answer = get(path);
    DatasetManifest manifest = DatasetManifest.parse(answer.body());
    assertEquals(dataset.manifest(), manifest);
    String tag = '"' + manifest.sha256().toString() + '"';
    assertEquals(tag, header(answer, "etag"));
    assertEquals(304, get(path, "If-None-Match", tag).statusCode());
    assertEquals(200, send("HEAD", path).statusCode());
    IdentitySignature signature = new IdentitySignature(header(answer, "lineal-signature"));
    SignedPurpose purpose = new SignedPurpose("dataset-manifest-1");
    assertTrue(manifest.identityKey().verifies(purpose, answer.body(), signature));
  }

  @Test
  void everyShardIsServedWholeAndFitsTheManifest() throws Exception {
    for (Shard listed : dataset.manifest().shards()) {
      HttpResponse<byte[]> answer =
          get("/v1/datasets/" + dataset.id() + "/shards/" + listed.index());
      assertEquals(200, answer.statusCode());
      assertEquals('"' + listed.sha256().toString() + '"', header(answer, "etag"));
      assertEquals("bytes", header(answer, "accept-ranges"));
      assertEquals(Long.toString(listed.bytes()), header(answer, "content-length"));
      byte[] body = answer.body();
      try (ShardFile file = ShardFile.read(new ByteArrayInputStream(body), body.length)) {
        file.requireSha256(listed.sha256().bytes());
        assertEquals(listed.rows(), file.header().rows());
      }
    }
  }

  @Test
  void acceptedEncodingsChangeNoByte() throws Exception {
    HttpResponse<byte[]> answer = get(shardPath, "Accept-Encoding", "gzip, br, deflate");
    assertEquals(null, header(answer, "content-encoding"));
    assertArrayEquals(shard, answer.body());
  }

  @Test
  void aColumnIsOneRange() throws Exception {
    int column = 2 * HeParameters.INSECURE_TEST_10.packedBytes();
    int from = ShardHeader.BYTES + 7 * column;
    HttpResponse<byte[]> answer =
        get(shardPath, "Range", "bytes=%d-%d".formatted(from, from + column - 1));
    assertEquals(206, answer.statusCode());
    assertEquals(
        "bytes %d-%d/%d".formatted(from, from + column - 1, shard.length),
        header(answer, "content-range"));
    assertEquals(tag(), header(answer, "etag"));
    assertArrayEquals(Arrays.copyOfRange(shard, from, from + column), answer.body());
  }

  @Test
  void rangesInTurnGiveTheWhole() throws Exception {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int at = 0; at < shard.length; at += 100_000) {
      whole.write(get(shardPath, "Range", "bytes=%d-%d".formatted(at, at + 99_999)).body());
    }
    assertArrayEquals(shard, whole.toByteArray());
    int rest = shard.length - 1000;
    assertArrayEquals(
        Arrays.copyOfRange(shard, rest, shard.length),
        get(shardPath, "Range", "bytes=-1000").body());
    assertArrayEquals(
        Arrays.copyOfRange(shard, rest, shard.length),
        get(shardPath, "Range", "bytes=" + rest + "-", "If-Range", tag()).body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", "lines=1-2", "bytes=4-1", "bytes=x-"})
  void otherRangesGetTheWhole(String range) throws Exception {
    HttpResponse<byte[]> answer = get(shardPath, "Range", range);
    assertEquals(200, answer.statusCode());
    assertArrayEquals(shard, answer.body());
  }

  @Test
  void ifRangeWithAnotherContentGetsTheWhole() throws Exception {
    for (String other : new String[] {"\"00\"", "W/" + tag(), "Sun, 22 Nov 2026 21:45:00 GMT"}) {
      HttpResponse<byte[]> answer = get(shardPath, "Range", "bytes=0-9", "If-Range", other);
      assertEquals(200, answer.statusCode(), other);
      assertEquals(shard.length, answer.body().length);
    }
  }

  @Test
  void aRangeBehindTheEndIsAProblem() throws Exception {
    HttpResponse<byte[]> answer = get(shardPath, "Range", "bytes=" + shard.length + "-");
    assertEquals("bytes */" + shard.length, header(answer, "content-range"));
    assertEquals(null, header(answer, "cache-control"));
    JsonNode problem = problem(answer, 416, "range-not-satisfiable");
    assertTrue(problem.get("detail").asText().startsWith("The content has " + shard.length));
  }

  @Test
  void conditionsAreThoseOfRfc9110() throws Exception {
    for (String match : new String[] {tag(), "W/" + tag(), "\"a\", " + tag(), "*"}) {
      HttpResponse<byte[]> answer = get(shardPath, "If-None-Match", match);
      assertEquals(304, answer.statusCode(), match);
      assertEquals(0, answer.body().length);
      assertEquals(tag(), header(answer, "etag"));
    }
    assertEquals(200, get(shardPath, "If-None-Match", "\"a\"").statusCode());
    assertEquals(304, get(shardPath, "If-None-Match", tag(), "Range", "bytes=0-1").statusCode());
    assertEquals(200, get(shardPath, "If-Match", tag()).statusCode());
    problem(get(shardPath, "If-Match", "\"a\""), 412, "precondition-failed");
  }

  @Test
  void aHeadHasNoBodyAndNoRange() throws Exception {
    HttpResponse<byte[]> answer = send("HEAD", shardPath, "Range", "bytes=0-9");
    assertEquals(200, answer.statusCode());
    assertEquals(Long.toString(shard.length), header(answer, "content-length"));
    assertEquals(tag(), header(answer, "etag"));
    assertEquals(0, answer.body().length);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/v1/datasets/ID/shards/2, no-such-shard",
    "/v1/datasets/ID/shards/-1, no-such-shard",
    "/v1/datasets/ID/shards/00, no-such-shard",
    "/v1/datasets/ID/shards/99999999999999999999, no-such-shard",
    "/v1/datasets/ID/shards/..%2fmanifest.json, no-such-shard",
    "/v1/datasets/ID/shards/rejected.csv, no-such-shard",
    "/v1/datasets/00/shards/0, no-such-dataset",
    "/v1/datasets/00/manifest, no-such-dataset",
    "/v1/datasets/.work-0000000000000000/manifest, no-such-dataset",
  })
  void anythingElseIsNotFound(String path, String type) throws Exception {
    HttpResponse<byte[]> answer = get(path.replace("ID", dataset.id()));
    if (answer.statusCode() != 400) { // Jetty refuses an encoded slash itself.
      problem(answer, 404, type);
    }
    assertFalse(new String(answer.body()).contains("rule"), "no list of rejected rows");
  }

  @Test
  void aShorterFileIsAProblemAndNeverHalfAnAnswer() throws Exception {
    Shard second = dataset.manifest().shards().get(1);
    Path file = dataset.file(second);
    byte[] content = Files.readAllBytes(file);
    try {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(content.length - 1);
      }
      HttpResponse<byte[]> answer = get("/v1/datasets/" + dataset.id() + "/shards/1");
      problem(answer, 500, "damaged-shard");
      assertEquals(null, header(answer, "etag"));
    } finally {
      Files.write(file, content);
    }
  }

  private static JsonNode problem(HttpResponse<byte[]> answer, int status, String type)
      throws IOException {
    assertEquals(status, answer.statusCode());
    assertEquals("application/problem+json", header(answer, "content-type"));
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertEquals("https://lineal.dev/problems/" + type, problem.get("type").asText());
    assertEquals(status, problem.get("status").asInt());
    assertFalse(problem.get("title").asText().isEmpty());
    return problem;
  }
}
