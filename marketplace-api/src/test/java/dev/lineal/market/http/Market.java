package dev.lineal.market.http;

import dev.lineal.lineage.chain.Deployment;
import dev.lineal.market.Fixture;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A running market on a free port. */
final class Market implements AutoCloseable {
  private final MarketIndex index;
  private final MarketServer server;
  private final Api api;

  private Market(Path tables, Optional<Deployment> chain, Optional<Path> trainings)
      throws IOException, InterruptedException {
    Sources sources =
        new Sources(
            tables, List.of(tables.resolve("bundles")), trainings, chain, Duration.ofMillis(100));
    this.index = MarketIndex.open(sources);
    this.server = MarketServer.start(ServerOptions.LOOPBACK, index);
    this.api = new Api(server.url());
  }

  static Market of(Path tables, Optional<Deployment> chain)
      throws IOException, InterruptedException {
    return new Market(tables, chain, Optional.empty());
  }

  /** Everything that the fixture has. */
  static Market whole() throws IOException, InterruptedException {
    Fixture fixture = Fixture.get();
    Deployment chain = Deployment.read(fixture.contracts());
    return new Market(fixture.good(), Optional.of(chain), Optional.of(fixture.trainings()));
  }

  String url() {
    return server.url();
  }

  Api api() {
    return api;
  }

  /** Waits for at most half a minute. */
  static void until(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    while (!condition.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("did not come true in 30 s");
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Override
  public void close() {
    server.close();
    index.close();
  }
}
