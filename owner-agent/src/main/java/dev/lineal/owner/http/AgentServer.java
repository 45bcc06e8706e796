package dev.lineal.owner.http;

import dev.lineal.owner.policy.Sessions;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The running server of one owner; stops by closing. HTTP/1.1, with TLS 1.2 or 1.3 where given. */
public final class AgentServer implements AutoCloseable {
  /** Header of an owner's signature over what it answers. */
  public static final String SIGNATURE = "Lineal-Signature";

  private static final int MAX_HEAD = 8 << 10;

  /** Requests have MiBs: the server's own 8 KiB would read them in ten thousand pieces. */
  private static final int INPUT_BUFFER = 128 << 10;

  private static final int SQUEEZED_IDLE_MS = 1000;

  /** For Jetty's selectors and acceptors. */
  private static final int JETTY_THREADS = 8;

  private final Javalin javalin;
  private final HeadDeadline heads;
  private final ServerOptions options;

  private AgentServer(Javalin javalin, HeadDeadline heads, ServerOptions options) {
    this.javalin = javalin;
    this.heads = heads;
    this.options = options;
  }

  /**
   * Starts to listen.
   *
   * @param sessions stay the caller's
   * @param groups routes of other parts
   * @throws ServerStartException when the address or the certificate cannot be used
   */
  public static AgentServer start(
      ServerOptions options, Sessions sessions, List<RouteGroup> groups) {
    HeadDeadline heads = new HeadDeadline(options.limits().idle());
    Routes routes = new Routes(sessions, groups, options.limits());
    try {
      Javalin javalin = Javalin.create(config -> configure(config, options, routes, heads));
      return new AgentServer(javalin.start(), heads, options);
    } catch (JavalinException e) {
      heads.close();
      throw ServerStartException.address(options.host(), options.port(), e.getMessage());
    } catch (RuntimeException e) {
      heads.close();
      throw e;
    }
  }

  private static void configure(
      JavalinConfig config, ServerOptions options, Routes routes, HeadDeadline heads) {
    Limits limits = options.limits();
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.generateEtags = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
    config.jetty.threadPool = new QueuedThreadPool(limits.threads() + JETTY_THREADS);
    config.jetty.modifyServer(
        server -> {
          NetworkConnectionLimit most = new NetworkConnectionLimit(limits.connections(), server);
          most.setEndPointIdleTimeout(SQUEEZED_IDLE_MS);
          server.addBean(most);
        });
    config.jetty.addConnector((server, http) -> connector(server, http, options, heads));
    config.requestLogger.http((context, ms) -> routes.log(context));
    routes.add(config.routes);
  }

  private static Connector connector(
      Server server, HttpConfiguration http, ServerOptions options, HeadDeadline heads) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEAD);
    ServerConnector connector;
    if (options.tls().isPresent()) {
      http.addCustomizer(new SecureRequestCustomizer(false));
      HttpConnectionFactory plain = plain(http);
      connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(tls(options.tls().get()), plain.getProtocol()),
              plain);
    } else {
      connector = new ServerConnector(server, plain(http));
    }
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.limits().idle().toMillis());
    connector.addBean(heads);
    return connector;
  }

  private static HttpConnectionFactory plain(HttpConfiguration http) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    plain.setInputBufferSize(INPUT_BUFFER);
    return plain;
  }

  private static SslContextFactory.Server tls(TlsFiles files) {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random); // guards nothing but this process' store
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(files.keyStore(password.toCharArray()));
    tls.setKeyStorePassword(password);
    tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    return tls;
  }

  /** Where it listens. */
  public int port() {
    return javalin.port();
  }

  /** The address for clients. */
  public String url() {
    return (options.tls().isPresent() ? "https://" : "http://") + options.host() + ":" + port();
  }

  @Override
  public void close() {
    javalin.stop();
    heads.close();
  }
}
