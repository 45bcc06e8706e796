package dev.lineal.market.http;

import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Verifier;
import dev.lineal.market.training.Trainings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every route. One log line per request: method, route, status, time; never an address' query or a
 * header.
 */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String STARTED = "started";

  private final MarketIndex index;
  private final Optional<Trainings> trainings;
  private final Metrics metrics;

  Routes(MarketIndex index, Optional<Trainings> trainings) {
    this.index = index;
    this.trainings = trainings;
    this.metrics = new Metrics(index);
  }

  void add(RoutesConfig routes) {
    Verifier verifier = new Verifier(index);
    routes.before(Routes::begin);
    new ServiceRoutes(index, metrics, trainings).add(routes);
    new ListRoutes(index).add(routes);
    new ItemRoutes(index).add(routes);
    new RunRoutes(index, trainings).add(routes);
    new ModelRoutes(index, verifier).add(routes);
    new PageRoutes(index, verifier, trainings).add(routes);
    new Problems().add(routes);
  }

  private static void begin(Context context) {
    context.attribute(STARTED, System.nanoTime());
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
  }

  /** Called once a request has its answer. */
  void log(Context context) {
    Long started = context.attribute(STARTED);
    double took = started == null ? 0 : (System.nanoTime() - started) / 1e9;
    var endpoint = context.endpoints().matchedHttpEndpoint();
    String route = endpoint == null ? "none" : endpoint.path;
    String method = context.method().name();
    metrics.request(method, route, context.statusCode(), took);
    LOG.debug("{} {} {} {} ms", method, route, context.statusCode(), Math.round(took * 1e3));
  }
}
