package dev.lineal.market.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.market.page.ProblemPage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every error as {@code application/problem+json} (RFC 9457), or as a page outside {@code /v1}:
 * {@code detail} says the problem and why, {@code action} what to do.
 */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPES = "https://lineal.dev/problems/";
  private static final String TYPE = "application/problem+json";

  void add(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, context) -> write(context, e));
    routes.exception(LineageException.class, Problems::failed);
    routes.exception(HttpResponseException.class, Problems::http);
    routes.exception(Exception.class, Problems::internal);
  }

  /** What the server itself found wrong. */
  private static void http(HttpResponseException e, Context context) {
    String docs = "See docs/market.md or /openapi.json.";
    switch (e.getStatus()) {
      case 404 -> write(context, 404, "not-found", "There is nothing at this address.", docs);
      case 405 -> {
        context.header("Allow", "GET, HEAD");
        write(context, 405, "method", "This address can only be read (GET).", docs);
      }
      default -> write(context, e.getStatus(), "http", e.getMessage(), docs);
    }
  }

  private static void failed(LineageException e, Context context) {
    boolean later = e.kind() == LineageException.Kind.UNAVAILABLE;
    if (later) {
      context.header("Retry-After", "2");
    }
    write(context, later ? 503 : 500, e.code(), e.problem(), e.action());
  }

  /** The reader learns a number to ask about; whoever runs the market finds it in the log. */
  private static void internal(Exception e, Context context) {
    String incident = UUID.randomUUID().toString();
    LOG.error("incident {}: {}", incident, e.toString(), e);
    write(
        context,
        500,
        "internal",
        "This market could not answer (incident " + incident + ").",
        "Ask whoever runs it to look the incident up in its log.");
  }

  static void write(Context context, ProblemException e) {
    write(context, e.status(), e.type(), e.getMessage(), e.action());
  }

  private static void write(
      Context context, int status, String type, String detail, String action) {
    context.status(status);
    context.header("Cache-Control", "no-store").removeHeader("ETag");
    if (PageRoutes.isPage(context.path())) {
      PageRoutes.html(context, ProblemPage.of(status, detail, action));
      return;
    }
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", TYPES + type).put("title", type.replace('-', ' '));
    problem.put("status", status).put("detail", detail).put("action", action);
    context.contentType(TYPE).result(ItemRoutes.bytes(problem.toString()));
  }
}
