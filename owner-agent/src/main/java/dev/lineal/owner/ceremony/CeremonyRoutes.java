package dev.lineal.owner.ceremony;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.http.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/studies/{id}/rounds/{r}}: takes all owners' signed messages of the round before
 * and answers with this owner's of round r, both binary. Refusals are problems (RFC 9457) with a
 * {@code rule}.
 */
public final class CeremonyRoutes implements RouteGroup, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CeremonyRoutes.class);

  private final OwnerHome owner;
  private final Rosters rosters;
  private final Map<String, StudyCeremony> ceremonies = new ConcurrentHashMap<>();

  /**
   * @param owner stays the caller's, and open while routes answer
   */
  public CeremonyRoutes(OwnerHome owner, Rosters rosters) {
    this.owner = owner;
    this.rosters = rosters;
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.post("/v1/studies/{id}/rounds/{round}", this::answer);
  }

  private void answer(Context context) throws IOException {
    try {
      int round = round(context.pathParam("round"));
      String study = context.pathParam("id");
      if (!owner.studies().contains(study)) {
        throw CeremonyErrors.notConfirmed(study.length() > 64 ? "?" : study);
      }
      StudyCeremony ceremony =
          ceremonies.computeIfAbsent(study, id -> new StudyCeremony(owner, id, rosters));
      byte[] body = body(context, ceremony.longestBody());
      byte[] message = ceremony.answer(round, body);
      context.contentType("application/octet-stream").result(message);
      LOG.info("study {} round {} answered", study, round);
    } catch (OwnerException e) {
      LOG.warn("ceremony refused: {} {}", e.rule(), e.problem());
      problem(context, e);
    }
  }

  private static byte[] body(Context context, int longest) throws IOException {
    byte[] body = context.bodyInputStream().readNBytes(longest + 1);
    if (body.length > longest) {
      throw CeremonyErrors.body("it is longer than all owners' messages can be");
    }
    return body;
  }

  private static int round(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CeremonyErrors.body("its round is no number");
    }
  }

  private static void problem(Context context, OwnerException e) {
    int status =
        switch (e.exitCode()) {
          case REFUSED -> 409;
          case USAGE -> 400;
          case INFRASTRUCTURE -> 503;
          default -> 500;
        };
    ObjectNode problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "https://lineal.dev/problems/" + e.rule())
            .put("title", e.exitCode() == ExitCode.REFUSED ? "Refused" : "Not possible")
            .put("status", status)
            .put("detail", (e.problem() + " " + e.action()).strip())
            .put("rule", e.rule());
    context.status(status).contentType("application/problem+json").result(problem.toString());
  }

  /** Wipes what ceremonies hold in memory; they go on when asked again. */
  @Override
  public void close() {
    ceremonies.values().forEach(StudyCeremony::close);
    ceremonies.clear();
  }
}
