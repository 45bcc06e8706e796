package dev.lineal.owner.http;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * An owner's server as a process of its own; says its port and runs until it is killed. A third
 * argument makes it check the cluster.
 */
final class AgentMain {
  private AgentMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path home = Path.of(arguments[0]);
    Path ledger = Path.of(arguments[1]);
    TestAgent agent =
        arguments.length > 2
            ? TestAgent.verifying(home, ledger)
            : new TestAgent(home, ledger, Owners.RULES, Clock.systemUTC(), Limits.DEFAULT);
    System.out.println("port " + agent.server.port());
    new CountDownLatch(1).await();
  }
}
