package dev.lineal.owner.ceremony;

import dev.lineal.owner.home.OwnerHome;
import io.javalin.Javalin;
import java.net.URI;
import java.nio.file.Path;

/** One agent that answers ceremony rounds over real HTTP, and can be stopped and started again. */
final class TestAgent implements AutoCloseable {
  private final Path folder;
  private final int owner;
  private int port;
  private Javalin server;
  private CeremonyRoutes routes;
  private OwnerHome home;

  TestAgent(Path folder, int owner, int port) {
    this.folder = folder;
    this.owner = owner;
    this.port = port;
  }

  /** With the home as it is on the disk. */
  void start() {
    home = TestStudy.open(folder, owner);
    routes = new CeremonyRoutes(home, Rosters.INSECURE_TEST);
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              routes.add(config.routes);
            });
    server.start("127.0.0.1", port);
    port = server.port();
  }

  void restart() {
    close();
    start();
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
      server.stop();
      routes.close();
      home.close();
      server = null;
    }
  }
}
