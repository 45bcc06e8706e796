package dev.lineal.market.http;

import dev.lineal.market.MarketErrors;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.training.Trainings;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.util.Optional;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The running server; stops by closing. HTTP/1.1, reads, and starts and stops trainings where a
 * scheduler is named.
 */
public final class MarketServer implements AutoCloseable {
  private static final int MAX_HEAD = 8 << 10;
  private static final long MAX_BODY = 1 << 20;
  private static final int MAX_THREADS = 64;
  private static final int MAX_CONNECTIONS = 1024;
  private static final int IDLE_MS = 30_000;
  private static final int SQUEEZED_IDLE_MS = 1_000;

  private final Javalin javalin;
  private final ServerOptions options;

  private MarketServer(Javalin javalin, ServerOptions options) {
    this.javalin = javalin;
    this.options = options;
  }

  /**
   * Starts to listen.
   *
   * @param index stays the caller's
   * @throws dev.lineal.lineage.LineageException where the address cannot be used
   */
  public static MarketServer start(ServerOptions options, MarketIndex index) {
    return start(options, index, Optional.empty());
  }

  /**
   * Starts to listen.
   *
   * @param trainings that may be submitted and looked at
   */
  public static MarketServer start(
      ServerOptions options, MarketIndex index, Optional<Trainings> trainings) {
    Routes routes = new Routes(index, trainings);
    try {
      Javalin javalin = Javalin.create(config -> configure(config, options, routes));
      return new MarketServer(javalin.start(), options);
    } catch (JavalinException e) {
      throw MarketErrors.address(options.host(), options.port(), e.getMessage());
    }
  }

  private static void configure(JavalinConfig config, ServerOptions options, Routes routes) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = MAX_BODY;
    config.http.generateEtags = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS);
    config.jetty.modifyServer(
        server -> {
          NetworkConnectionLimit most = new NetworkConnectionLimit(MAX_CONNECTIONS, server);
          most.setEndPointIdleTimeout(SQUEEZED_IDLE_MS);
          server.addBean(most);
        });
    config.jetty.addConnector((server, http) -> connector(server, http, options));
    config.requestLogger.http((context, ms) -> routes.log(context));
    routes.add(config.routes);
  }

  private static Connector connector(Server server, HttpConfiguration http, ServerOptions options) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEAD);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_MS);
    return connector;
  }

  /** The address for clients. */
  public String url() {
    return "http://" + options.host() + ":" + javalin.port();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
