package dev.lineal.owner.http;

import dev.lineal.owner.policy.Sessions;
import java.util.List;
import java.util.Optional;

/** The real server with one group of routes and no studies. */
public final class RouteServer implements AutoCloseable {
  private final Sessions sessions = new Sessions(List.of());
  private final AgentServer server;

  /**
   * @param port to listen on; 0 for a free one
   */
  public RouteServer(RouteGroup group, int port, Limits limits) {
    ServerOptions options = new ServerOptions("127.0.0.1", port, Optional.empty(), limits);
    server = AgentServer.start(options, sessions, List.of(group));
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    sessions.close();
  }
}
