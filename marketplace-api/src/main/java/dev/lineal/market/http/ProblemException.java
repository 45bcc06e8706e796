package dev.lineal.market.http;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.read.LineageTables.Broken;

/** A request that gets a problem for an answer; worded here, all of them. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DOCS = "See docs/market.md or /openapi.json.";

  private final int status;
  private final String type;
  private final String action;

  ProblemException(int status, String type, String detail, String action) {
    super(detail, null, false, false);
    this.status = status;
    this.type = type;
    this.action = action;
  }

  static ProblemException badQuery(String parameter, String why) {
    String detail = "The query parameter %s %s.".formatted(Require.quoted(parameter), why);
    return new ProblemException(400, "bad-query", detail, DOCS);
  }

  static ProblemException badCursor() {
    return new ProblemException(
        400,
        "bad-cursor",
        "The cursor is none that this market gave out for a list of this order.",
        "Start again without a cursor, and follow the answers' next links as they are.");
  }

  static ProblemException badId(String id) {
    return new ProblemException(
        400,
        "bad-id",
        "An id is a SHA-256 of 64 hexadecimal digits, but this is " + Require.quoted(id) + ".",
        "Take ids from the lists.");
  }

  static ProblemException unknown(String kind, String id) {
    return new ProblemException(
        404,
        "unknown-id",
        "There is no %s %s.".formatted(kind, id),
        "Take ids from the lists; a name is found with ?search=.");
  }

  static ProblemException corrupt(Broken row) {
    return new ProblemException(
        500,
        "corrupt-manifest",
        "The tables' row of this id failed its check, and is not served: " + row.fault(),
        "Rely on nothing of it; whoever runs this market restores the tables from a copy.");
  }

  static ProblemException noBundle(String model) {
    return new ProblemException(
        404,
        "no-bundle",
        "This market has no bundle of model %s.".formatted(model),
        "Ask its trainer for the bundle; lineal verify checks it offline.");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String action() {
    return action;
  }
}
