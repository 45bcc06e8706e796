package dev.lineal.market.http;

import dev.lineal.market.index.Freshness;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.MarketIndex;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;

/** What {@code /metrics} shows, in Prometheus' text format. Labels are routes and kinds only. */
final class Metrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("lineal_http_requests_total")
          .help("Requests by route and status.")
          .labelNames("method", "route", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("lineal_http_request_seconds")
          .help("Time from a request's head to its answer's end.")
          .labelNames("route")
          .classicOnly()
          .register(registry);

  Metrics(MarketIndex index) {
    GaugeWithCallback.builder()
        .name("lineal_market_entries")
        .help("What is listed, by kind.")
        .labelNames("kind")
        .callback(
            gauge -> {
              for (Kind kind : Kind.values()) {
                gauge.call(
                    index.ready() ? index.snapshot().catalogue().size(kind) : 0, kind.text());
              }
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("lineal_market_failed_rows")
        .help("Rows of the tables that failed their check.")
        .callback(gauge -> gauge.call(index.ready() ? index.snapshot().stock().broken().size() : 0))
        .register(registry);
    GaugeWithCallback.builder()
        .name("lineal_market_source_age_seconds")
        .help("Time since a source was last read or seen unchanged.")
        .labelNames("source")
        .callback(
            gauge -> {
              gauge.call(age(index.tables()), "tables");
              index.chain().ifPresent(chain -> gauge.call(age(chain), "chain"));
            })
        .register(registry);
  }

  private static double age(Freshness freshness) {
    return freshness
        .read()
        .map(at -> Duration.between(at, Instant.now()).toMillis() / 1e3)
        .orElse(Double.POSITIVE_INFINITY);
  }

  void request(String method, String route, int status, double took) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
    seconds.labelValues(route).observe(took);
  }

  void write(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.DEFAULT);
  }
}
