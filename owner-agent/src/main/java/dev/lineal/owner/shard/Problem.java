package dev.lineal.owner.shard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The problems (RFC 9457) of the datasets' routes: the problem, why, and what to do. */
final class Problem {
  private Problem() {}

  static Answer noSuchDataset() {
    return problem(
        404,
        "no-such-dataset",
        "No such dataset",
        "This owner publishes no dataset of that content root. GET /v1/datasets lists them.");
  }

  static Answer noSuchShard(int shards) {
    return problem(
        404,
        "no-such-shard",
        "No such shard",
        "The dataset has shards 0 to %d. Its manifest lists them.".formatted(shards - 1));
  }

  static Answer preconditionFailed() {
    return problem(
        412,
        "precondition-failed",
        "Another content",
        "If-Match names a content that this is not. Fetch the manifest again.");
  }

  static Answer unsatisfiable(long length) {
    return problem(
            416,
            "range-not-satisfiable",
            "No such range",
            "The content has %d bytes, and none of them is in that range.".formatted(length))
        .with("Content-Range", "bytes */" + length);
  }

  static Answer damaged() {
    return problem(
        500,
        "damaged-shard",
        "The file is damaged",
        "The owner's file is not what its manifest says. Ask the owner to restore it.");
  }

  private static Answer problem(int status, String type, String title, String detail) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "https://lineal.dev/problems/" + type)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .toString();
    return Answer.ofBytes(
        status,
        Map.of("Content-Type", "application/problem+json"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
