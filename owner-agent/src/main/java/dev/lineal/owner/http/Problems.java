package dev.lineal.owner.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.policy.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every error as {@code application/problem+json} (RFC 9457): {@code detail} says the problem and
 * why, {@code action} what to do; refusals carry their {@code rule}. The one file that words them.
 */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String TYPES = "https://lineal.dev/problems/";

  private final ServerMetrics metrics;

  Problems(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  void add(RoutesConfig routes) {
    routes.exception(Refusal.class, this::refused);
    routes.exception(OwnerException.class, (e, context) -> failed(context, e));
    routes.exception(LineageException.class, (e, context) -> failed(context, e));
    routes.exception(
        InFlight.BusyException.class,
        (e, context) -> {
          context.header("Retry-After", "1");
          write(context, 503, "busy", e.getMessage(), "Try again in a moment.");
        });
    routes.exception(BadRequestException.class, (e, context) -> bad(context, e));
    routes.exception(
        PacedInput.SlowClientException.class,
        (e, context) -> {
          context.header("Connection", "close");
          write(context, 408, "too-slow", e.getMessage(), "Send at the rate of docs/http.md.");
        });
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            write(
                context,
                e.getStatus(),
                "http",
                e.getMessage(),
                "See docs/http.md for the routes."));
    routes.exception(IOException.class, Problems::gone);
    routes.exception(Exception.class, this::internal);
    routes.error(404, context -> plain(context, "not-found", "There is nothing at this address."));
    routes.error(405, context -> plain(context, "method", "This address has no such method."));
  }

  private void refused(Refusal refusal, Context context) {
    metrics.refusal(refusal.rule());
    context.attribute("rule", refusal.rule());
    if (refusal.status() == 413) {
      context.header("Connection", "close");
    } else if (refusal.status() == 401) {
      context.header("WWW-Authenticate", "Bearer");
    }
    ObjectNode problem =
        problem(refusal.status(), refusal.rule(), refusal.reason(), refusal.action());
    problem.put("rule", refusal.rule());
    if (refusal.status() == 503) {
      context.header("Retry-After", "2");
    }
    send(context, refusal.status(), problem);
  }

  private void failed(Context context, LineageException e) {
    int status =
        switch (e.kind()) {
          case REFUSED -> 403;
          case BAD_INPUT -> 422;
          case CHECK_FAILED -> 500;
          case UNAVAILABLE -> 503;
        };
    write(context, status, e.code(), e.problem(), e.action());
  }

  private static void failed(Context context, OwnerException e) {
    int status = e.exitCode() == ExitCode.INFRASTRUCTURE ? 503 : 500;
    LOG.error("{}: {}", e.rule(), e.problem());
    write(context, status, e.rule(), "This owner's state is out of reach.", "Try again later.");
  }

  /** The connection failed or hung: the answer will hardly arrive. */
  private static void gone(IOException e, Context context) {
    LOG.debug("a connection failed: {}", e.toString());
    context.header("Connection", "close");
    write(context, 408, "cut-off", "The body did not arrive.", "Send it again.");
  }

  private static void bad(Context context, BadRequestException e) {
    if (e.status() == 413) {
      context.header("Connection", "close");
    }
    write(context, e.status(), e.code(), e.getMessage(), e.action());
  }

  /** The client learns a number to ask about; the owner finds it in its log. */
  private void internal(Exception e, Context context) {
    String incident = UUID.randomUUID().toString();
    LOG.error("incident {}: {}", incident, e.toString(), e);
    write(
        context,
        500,
        "internal",
        "This owner could not answer (incident " + incident + ").",
        "Ask the owner to look the incident up in its log; repeating the request is safe.");
  }

  private static void plain(Context context, String type, String detail) {
    if (context.resultInputStream() == null || !isProblem(context)) {
      write(context, context.statusCode(), type, detail, "See docs/http.md for the routes.");
    }
  }

  private static boolean isProblem(Context context) {
    String type = context.res().getContentType();
    return type != null && type.startsWith("application/problem+json");
  }

  private static void write(
      Context context, int status, String type, String detail, String action) {
    send(context, status, problem(status, type, detail, action));
  }

  private static ObjectNode problem(int status, String type, String detail, String action) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem.put("type", TYPES + type).put("title", type.replace('-', ' '));
    problem.put("status", status).put("detail", detail).put("action", action);
    return problem;
  }

  private static void send(Context context, int status, ObjectNode problem) {
    context.status(status).contentType("application/problem+json").result(problem.toString());
  }
}
