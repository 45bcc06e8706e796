package dev.lineal.owner.http;

import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.Sessions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** One owner's server on a free port of this machine. */
final class TestAgent implements AutoCloseable {
  final TestKeySet keys;
  final AgentServer server;
  private final Sessions sessions;

  TestAgent(Path home, Path ledger, OwnerRules rules, Clock clock, Limits limits) {
    keys = TestKeySet.open(home);
    sessions = new Sessions(List.of(Owners.hosted(keys, ledger, rules, clock)));
    ServerOptions any = ServerOptions.LOOPBACK;
    server =
        AgentServer.start(
            new ServerOptions(any.host(), any.port(), any.tls(), limits), sessions, List.of());
  }

  static TestAgent of(Owners owners, int owner) {
    return new TestAgent(
        owners.home(owner), owners.ledger(), Owners.RULES, Clock.systemUTC(), Limits.DEFAULT);
  }

  @Override
  public void close() {
    server.close();
    sessions.close();
    keys.close();
  }
}
