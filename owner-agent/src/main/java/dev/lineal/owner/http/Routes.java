package dev.lineal.owner.http;

import dev.lineal.owner.policy.Sessions;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every route of the agent: this class adds health, metrics and sessions, then the groups of the
 * ceremony and of datasets. One log line per request: method, route, status, time; never a body, an
 * address' query or a header.
 */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String STARTED = "started";

  private final Sessions sessions;
  private final List<RouteGroup> groups;
  private final Limits limits;
  private final InFlight inFlight;
  private final ServerMetrics metrics;

  Routes(Sessions sessions, List<RouteGroup> groups, Limits limits) {
    this.sessions = sessions;
    this.groups = groups;
    this.limits = limits;
    this.inFlight = new InFlight(limits.bodiesInFlight(), limits.waiters());
    this.metrics = new ServerMetrics(inFlight);
  }

  void add(RoutesConfig routes) {
    routes.before(context -> context.attribute(STARTED, System.nanoTime()));
    routes.get("/healthz", context -> context.contentType("text/plain").result("ok\n"));
    routes.get("/metrics", this::metrics);
    Bodies bodies = new Bodies(limits, inFlight);
    new SessionRoutes(sessions, limits).add(routes, bodies);
    groups.forEach(group -> group.add(routes, bodies));
    new Problems(metrics).add(routes);
  }

  /** Called once a request has its answer. */
  void log(Context context) {
    Long started = context.attribute(STARTED);
    double took = started == null ? 0 : (System.nanoTime() - started) / 1e9;
    String route = route(context);
    String method = context.method().name();
    metrics.request(method, route, context.statusCode(), took);
    String rule = context.attribute("rule");
    if (rule == null) {
      LOG.info("{} {} {} {} ms", method, route, context.statusCode(), Math.round(took * 1e3));
    } else {
      LOG.info("{} {} {} refused by {}", method, route, context.statusCode(), rule);
    }
  }

  private static String route(Context context) {
    var endpoint = context.endpoints().matchedHttpEndpoint();
    return endpoint == null ? "none" : endpoint.path;
  }

  private void metrics(Context context) throws IOException {
    context.contentType(ServerMetrics.CONTENT_TYPE);
    metrics.write(context.outputStream());
  }
}
