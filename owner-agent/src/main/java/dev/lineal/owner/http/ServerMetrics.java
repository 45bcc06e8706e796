package dev.lineal.owner.http;

import dev.lineal.he.NativeHandle;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** What {@code /metrics} shows, in Prometheus' text format. Labels are routes and rules only. */
final class ServerMetrics {
  static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("lineal_http_requests_total")
          .help("Requests by route and status.")
          .labelNames("method", "route", "status")
          .register(registry);
  private final Counter refusals =
      Counter.builder()
          .name("lineal_refusals_total")
          .help("Refusals by rule.")
          .labelNames("rule")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("lineal_http_request_seconds")
          .help("Time from a request's head to its answer's end.")
          .labelNames("route")
          .classicOnly()
          .register(registry);

  ServerMetrics(InFlight inFlight) {
    GaugeWithCallback.builder()
        .name("lineal_bodies_in_flight_bytes")
        .help("Bytes of bodies being read or answered.")
        .callback(gauge -> gauge.call(inFlight.bytes()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("lineal_native_handles")
        .help("Objects in native memory.")
        .callback(gauge -> gauge.call(NativeHandle.live()))
        .register(registry);
  }

  void request(String method, String route, int status, double took) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
    seconds.labelValues(route).observe(took);
  }

  void refusal(String rule) {
    refusals.labelValues(rule).inc();
  }

  void write(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.DEFAULT);
  }
}
