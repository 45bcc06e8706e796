package dev.lineal.owner.ceremony;

import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.http.Limits;
import dev.lineal.owner.http.RouteServer;
import java.net.URI;
import java.nio.file.Path;

/** One agent that answers ceremony rounds over real HTTP, and can be stopped and started again. */
final class TestAgent implements AutoCloseable {
  private final Path folder;
  private final int owner;
  private final Limits limits;
  private int port;
  private RouteServer server;
  private CeremonyRoutes routes;
  private OwnerHome home;

  TestAgent(Path folder, int owner, int port) {
    this(folder, owner, port, Limits.DEFAULT);
  }

  TestAgent(Path folder, int owner, int port, Limits limits) {
    this.limits = limits;
    this.folder = folder;
    this.owner = owner;
    this.port = port;
  }

  /** With the home as it is on the disk. */
  void start() {
    home = TestStudy.open(folder, owner);
    routes = new CeremonyRoutes(home, Rosters.INSECURE_TEST);
    server = new RouteServer(routes, port, limits);
    port = server.port();
  }

  void restart() {
    close();
    start();
  }

  int port() {
    return port;
  }

  URI url() {
    return url(port);
  }

  static URI url(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
      routes.close();
      home.close();
      server = null;
    }
  }
}
