package dev.lineal.market.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lineal.lineage.Sha256;
import io.javalin.http.Context;
import java.util.Arrays;

/** The ways in which an answer is given. */
final class Answers {
  private Answers() {}

  /** Something that changes with tables and chain. */
  static void current(Context context, JsonNode json) {
    context.header("Cache-Control", "no-cache");
    context.contentType("application/json").result(ItemRoutes.bytes(json.toString()));
  }

  /** Something that follows from one manifest alone: its digest is the strong ETag. */
  static void fixed(Context context, Sha256 digest, byte[] json) {
    tagged(context, digest.toString(), "application/json", json);
  }

  /** Bytes with a strong ETag, or 304. */
  static void tagged(Context context, String tag, String type, byte[] bytes) {
    if (isKnown(context, tag)) {
      return;
    }
    context.contentType(type).result(bytes);
  }

  /** Sets the ETag; whether the reader has what it names, and so gets 304. */
  static boolean isKnown(Context context, String tag) {
    String etag = '"' + tag + '"';
    context.header("ETag", etag).header("Cache-Control", "no-cache");
    String asked = context.header("If-None-Match");
    boolean known =
        asked != null
            && Arrays.stream(asked.split(","))
                .map(String::strip)
                .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                .anyMatch(one -> one.equals(etag) || one.equals("*"));
    if (known) {
      context.status(304);
    }
    return known;
  }
}
