package dev.lineal.owner.http;

import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.ClusterCheck;
import dev.lineal.owner.policy.ClusterChecks;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.Sessions;
import dev.lineal.owner.verify.Trust;
import dev.lineal.owner.verify.Verification;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One owner's server on a free port of this machine. */
final class TestAgent implements AutoCloseable {
  final TestKeySet keys;
  final AgentServer server;

  /** Of every run, in the order of opening. */
  final List<ClusterCheck> checks = new ArrayList<>();

  private final Sessions sessions;
  private boolean closed;
  private final Optional<Verification> verification;

  TestAgent(Path home, Path ledger, OwnerRules rules, Clock clock, Limits limits) {
    this(home, ledger, rules, clock, limits, keys -> Optional.empty(), checks -> checks);
  }

  private TestAgent(
      Path home,
      Path ledger,
      OwnerRules rules,
      Clock clock,
      Limits limits,
      Function<TestKeySet, Optional<Verification>> checks,
      Function<Verification, ClusterChecks> mode) {
    keys = TestKeySet.open(home);
    verification = checks.apply(keys);
    ClusterChecks used = verification.map(mode).map(this::captured).orElse(ClusterChecks.TRUSTED);
    sessions = new Sessions(List.of(Owners.hosted(keys, ledger, rules, clock, used)));
    ServerOptions any = ServerOptions.LOOPBACK;
    server =
        AgentServer.start(
            new ServerOptions(any.host(), any.port(), any.tls(), limits), sessions, List.of());
  }

  static TestAgent of(Owners owners, int owner) {
    return new TestAgent(
        owners.home(owner), owners.ledger(), Owners.RULES, Clock.systemUTC(), Limits.DEFAULT);
  }

  private ClusterChecks captured(ClusterChecks inner) {
    return new ClusterChecks() {
      @Override
      public ClusterCheck open(CheckedRun run) {
        ClusterCheck check = inner.open(run);
        checks.add(check);
        return check;
      }

      @Override
      public String mode() {
        return inner.mode();
      }

      @Override
      public boolean wantsEvidence(RunPlan plan) {
        return inner.wantsEvidence(plan);
      }
    };
  }

  /** One that checks the cluster. */
  static TestAgent verifying(Path home, Path ledger) {
    return withShards(home, ledger, checks -> checks);
  }

  /** One that trusts the cluster, but can read the shards where a plan needs it. */
  static TestAgent trusting(Path home, Path ledger) {
    return withShards(home, ledger, Trust::new);
  }

  private static TestAgent withShards(
      Path home, Path ledger, Function<Verification, ClusterChecks> mode) {
    return new TestAgent(
        home,
        ledger,
        Owners.RULES,
        Clock.systemUTC(),
        Limits.DEFAULT,
        keys ->
            Optional.of(
                new Verification(
                    keys.parameters(), keys.identities(), keys.self(), TestShards.beside(home))),
        mode);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.close();
    sessions.close();
    verification.ifPresent(Verification::close);
    keys.close();
  }
}
