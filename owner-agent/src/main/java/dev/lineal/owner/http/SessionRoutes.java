package dev.lineal.owner.http;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.CanonicalJson;
import dev.lineal.owner.policy.Sessions;
import dev.lineal.owner.policy.SignedAnswer;
import dev.lineal.owner.policy.SignedDocument;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;

/** The routes of runs: open, refresh, evidence, release, attest, transcript. */
final class SessionRoutes implements RouteGroup {
  static final String EVIDENCE = "Lineal-Evidence";
  private static final String RELEASE_DOCUMENT = "release request";
  private static final String RELEASE_SCHEMA = "lineal.release-request/1";

  private final Sessions sessions;
  private final Limits limits;

  SessionRoutes(Sessions sessions, Limits limits) {
    this.sessions = sessions;
    this.limits = limits;
  }

  @Override
  public void add(RoutesConfig routes, Bodies bodies) {
    routes.post("/v1/sessions", context -> send(context, sessions.open(bodies.json(context))));
    routes.post("/v1/sessions/{run}/refresh", context -> refresh(context, bodies));
    routes.post("/v1/sessions/{run}/evidence", context -> evidence(context, bodies));
    routes.post(
        "/v1/sessions/{run}/release",
        context -> send(context, sessions.release(opened(context), name(bodies.json(context)))));
    routes.post(
        "/v1/sessions/{run}/attestation",
        context -> send(context, sessions.attest(opened(context), bodies.json(context))));
    routes.get("/v1/sessions/{run}/transcript", this::transcript);
  }

  @SuppressWarnings("try")
  private void refresh(Context context, Bodies bodies) throws IOException {
    Sha256 run = opened(context);
    long length = bodies.length(context);
    long evidence = evidenceLength(context, length);
    sessions.requireLength(run, length - evidence);
    if (evidence > 0) {
      sessions.requireEvidenceLength(run, evidence);
    }
    try (InFlight.Permit permit = bodies.admit(length)) {
      PacedInput body = bodies.stream(context, length);
      if (evidence > 0) {
        sessions.take(run, body, evidence);
      }
      SignedAnswer answer = sessions.refresh(run, body, length - evidence);
      context.header("Server-Timing", "answer;dur=" + body.sinceArrival() / 1_000 / 1e3);
      int bytes = answer.answer().length();
      context.header(AgentServer.SIGNATURE, answer.signature().hex());
      context.contentType("application/octet-stream");
      context.res().setContentLengthLong(bytes);
      try (OutputStream out = bodies.output(context, bytes)) {
        answer.answer().writeTo(out);
      }
    }
  }

  /** How many bytes of evidence lie before the request. */
  private static long evidenceLength(Context context, long length) {
    String given = context.header(EVIDENCE);
    if (given == null) {
      return 0;
    }
    if (!given.matches("[0-9]{1,12}") || Long.parseLong(given) > length) {
      throw BadRequestException.header(EVIDENCE);
    }
    return Long.parseLong(given);
  }

  @SuppressWarnings("try")
  private void evidence(Context context, Bodies bodies) throws IOException {
    Sha256 run = opened(context);
    long length = bodies.length(context);
    sessions.requireEvidenceLength(run, length);
    try (InFlight.Permit permit = bodies.admit(length)) {
      sessions.take(run, bodies.stream(context, length), length);
      context.status(204);
    }
  }

  private void transcript(Context context) throws IOException {
    Sha256 run = run(context);
    sessions.require(run);
    context.contentType("application/jsonl");
    try (OutputStream out =
        new PacedOutput(context.outputStream(), limits.patience(limits.leastRate() * 600))) {
      sessions.transcript(run, out);
    }
  }

  private static void send(Context context, SignedDocument document) {
    context.header(AgentServer.SIGNATURE, document.signature().hex());
    context.contentType("application/json").result(document.json());
  }

  private static String name(byte[] json) {
    return CanonicalJson.parse(CanonicalJson.canonicalize(json, RELEASE_DOCUMENT), RELEASE_DOCUMENT)
        .read(
            request -> {
              request.constant("schema", RELEASE_SCHEMA);
              return request.text("name");
            });
  }

  /** The run, for whoever has its token. */
  private Sha256 opened(Context context) {
    Sha256 run = run(context);
    sessions.requireToken(run, context.header("Authorization"));
    return run;
  }

  private static Sha256 run(Context context) {
    try {
      return Sha256.parse(context.pathParam("run"));
    } catch (IllegalArgumentException | LineageException malformed) {
      throw BadRequestException.path("run id");
    }
  }
}
