package dev.lineal.owner.ceremony;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.http.Bodies;
import dev.lineal.owner.http.RouteGroup;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/studies/{id}/rounds/{r}}, and {@code .../key-sets/{n}/rounds/{r}} for renewed
 * keys: takes all owners' signed messages of the round before and answers with this owner's of
 * round r, both binary. Refusals are problems (RFC 9457) with a {@code rule}.
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
  public void add(RoutesConfig routes, Bodies bodies) {
    String study = "/v1/studies/{id}";
    routes.post(study + "/rounds/{round}", context -> answer(context, "1", bodies));
    routes.post(
        study + "/key-sets/{set}/rounds/{round}",
        context -> answer(context, context.pathParam("set"), bodies));
  }

  private void answer(Context context, String set, Bodies bodies) throws IOException {
    try {
      int keySet = number(set);
      int round = number(context.pathParam("round"));
      String study = context.pathParam("id");
      if (!owner.studies().contains(study)) {
        throw CeremonyErrors.notConfirmed(study.length() > 64 ? "?" : study);
      }
      StudyCeremony ceremony =
          ceremonies.computeIfAbsent(
              study + "/" + keySet, id -> new StudyCeremony(owner, study, keySet, rosters));
      try (Bodies.Body body = bodies.whole(context, ceremony.longestBody())) {
        bodies.send(context, ceremony.answer(round, body.bytes()));
      }
      LOG.info("study {} key set {} round {} answered", study, keySet, round);
    } catch (OwnerException e) {
      LOG.warn("ceremony refused: {} {}", e.rule(), e.problem());
      problem(context, e);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CeremonyErrors.body("its round or key set is no number");
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
