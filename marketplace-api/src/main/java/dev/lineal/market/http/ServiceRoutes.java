package dev.lineal.market.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.json.IndexJson;
import dev.lineal.market.training.Trainings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** What programs around a server ask: health, readiness, metrics, the description of the API. */
final class ServiceRoutes {
  private final MarketIndex index;
  private final Metrics metrics;
  private final byte[] openApi;
  private final String openApiTag;

  ServiceRoutes(MarketIndex index, Metrics metrics, Optional<Trainings> trainings) {
    this.index = index;
    this.metrics = metrics;
    this.openApi = OpenApi.bytes(trainings);
    this.openApiTag = Sha256.hash(openApi).toString();
  }

  void add(RoutesConfig routes) {
    routes.get("/healthz", context -> context.contentType("text/plain").result("ok\n"));
    routes.get("/readyz", this::ready);
    routes.get("/metrics", this::metrics);
    routes.get(
        "/openapi.json",
        context -> Answers.tagged(context, openApiTag, "application/json", openApi));
  }

  /** Ready once the tables were read; a stale index is still served, and says so. */
  private void ready(Context context) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("ready", index.ready());
    json.set("index", IndexJson.of(index));
    Answers.current(context, json);
    context.status(index.ready() ? 200 : 503);
  }

  private void metrics(Context context) throws IOException {
    context.contentType(Metrics.CONTENT_TYPE);
    metrics.write(context.outputStream());
  }
}
