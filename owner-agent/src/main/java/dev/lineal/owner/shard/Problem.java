package dev.lineal.owner.shard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;

/** The problems (RFC 9457) of the datasets' routes: the problem, why, and what to do. */
final class Problem {
  private Problem() {}

  static void noSuchDataset(Context request) {
    answer(
        request,
        404,
        "no-such-dataset",
        "No such dataset",
        "This owner publishes no dataset of that content root. GET /v1/datasets lists them.");
  }

  static void noSuchShard(Context request, int shards) {
    answer(
        request,
        404,
        "no-such-shard",
        "No such shard",
        "The dataset has shards 0 to %d. Its manifest lists them.".formatted(shards - 1));
  }

  static void preconditionFailed(Context request) {
    answer(
        request,
        412,
        "precondition-failed",
        "Another content",
        "If-Match names a content that this is not. Fetch the manifest again.");
  }

  static void unsatisfiable(Context request, long length) {
    request.header("Content-Range", "bytes */" + length);
    answer(
        request,
        416,
        "range-not-satisfiable",
        "No such range",
        "The content has %d bytes, and none of them is in that range.".formatted(length));
  }

  static void damaged(Context request) {
    answer(
        request,
        500,
        "damaged-shard",
        "The file is damaged",
        "The owner's file is not as long as its manifest says. Ask the owner to restore it.");
  }

  private static void answer(
      Context request, int status, String type, String title, String detail) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "https://lineal.dev/problems/" + type)
            .put("title", title)
            .put("status", status)
            .put("detail", detail)
            .toString();
    request.status(status).contentType("application/problem+json").result(body);
  }
}
