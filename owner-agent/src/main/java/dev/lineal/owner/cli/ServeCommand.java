package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.http.Limits;
import dev.lineal.owner.http.ServerOptions;
import dev.lineal.owner.http.ServerStartException;
import dev.lineal.owner.http.TlsFiles;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.OwnerRules.InsecureSets;
import dev.lineal.owner.serve.Agent;
import dev.lineal.owner.serve.ClusterTrust;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner serve}: until the process is told to stop. */
@Command(
    name = "serve",
    description =
        "Serves ceremonies, encrypted shards and refreshes under this owner's licences. Prints the"
            + " address it listens at, and runs until it is stopped.")
public final class ServeCommand extends ReportedCommand {
  private final CountDownLatch ended = new CountDownLatch(1);

  @Mixin private HomeOptions home;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Loopback unless with TLS.")
  private String host;

  @Option(names = "--port", defaultValue = "0", description = "0: any free one.")
  private int port;

  @ArgGroup(exclusive = false)
  private Tls tls;

  @ArgGroup(multiplicity = "1")
  private LedgerOptions ledger;

  @Option(
      names = "--trust-cluster",
      description =
          "Answers without checking what the cluster asks. One dishonest request then reveals this"
              + " owner's key: for benchmarks only.")
  private boolean trustCluster;

  /** Both or neither. */
  static final class Tls {
    @Option(names = "--tls-certificate", required = true, description = "PEM file: the chain.")
    private Path certificates;

    @Option(names = "--tls-key", required = true, description = "PEM file: PKCS #8 private key.")
    private Path key;
  }

  ServeCommand() {
    super("lineal.owner.serve/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    if (trustCluster) {
      System.setErr(NoticedLog.over(System.err, "[cluster not verified] "));
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped)));
    try (OwnerHome owner = home.open();
        Agent agent = new Agent(owner, ledger.open(), rules(), trust(), options())) {
      report.with("url", TextNode.valueOf(agent.url()));
      out.println("listening " + agent.url());
      out.flush();
      stopped.await();
    } catch (ServerStartException e) {
      throw new OwnerException(ExitCode.INFRASTRUCTURE, "serve.address", e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void ended() {
    ended.countDown();
  }

  /** On SIGTERM or Ctrl-C: lets the agent close and report before the process ends. */
  private void stop(CountDownLatch stopped) {
    stopped.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ClusterTrust trust() {
    return trustCluster ? ClusterTrust.TRUSTED : ClusterTrust.VERIFIED;
  }

  private OwnerRules rules() {
    OwnerRules rules = OwnerRules.DEFAULT;
    InsecureSets insecure =
        home.insecureTest() ? InsecureSets.ALLOWED_FOR_TESTS : rules.insecureSets();
    return new OwnerRules(rules.minRows(), rules.maxRequestBytes(), rules.maxAnswers(), insecure);
  }

  private ServerOptions options() {
    Optional<TlsFiles> files =
        Optional.ofNullable(tls).map(given -> new TlsFiles(given.certificates, given.key));
    return new ServerOptions(host, port, files, Limits.DEFAULT);
  }
}
