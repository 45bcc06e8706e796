package dev.lineal.market.cli;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.Deployment;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.cli.ReportedCommand;
import dev.lineal.lineage.report.Report;
import dev.lineal.market.airflow.AirflowAccount;
import dev.lineal.market.http.MarketServer;
import dev.lineal.market.http.ServerOptions;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Sources;
import dev.lineal.market.training.Trainings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal market serve}: until the process is told to stop. */
@Command(
    name = "serve",
    description =
        "Serves the HTTP API and the page over lineage's tables and the chain. Prints the address it"
            + " listens at, and runs until it is stopped. Writes nothing, and holds no secret but a"
            + " scheduler's account, where one is named.")
public final class ServeCommand extends ReportedCommand {
  @Option(names = "--dir", required = true, description = "Folder of the lineage tables.")
  private Path tables;

  @Option(
      names = "--bundles",
      description = "Folder whose entries are bundles; may be repeated (default: DIR/bundles).")
  private List<Path> bundles = new ArrayList<>();

  @Option(names = "--trainings", description = "Store of trainings, for times of iterations.")
  private Path trainings;

  @Option(names = "--chain", description = "File of the contracts' addresses (chain.json).")
  private Path chain;

  @Option(names = "--rpc", description = "Another node of that chain, http://HOST:PORT.")
  private URI rpc;

  @Option(
      names = "--airflow",
      description =
          "Lets trainers start trainings: client.json of an Airflow with train_study (needs"
              + " --trainer).")
  private Path airflow;

  @Option(
      names = "--trainer",
      description = "Wallet whose plans that Airflow runs; may be repeated.")
  private List<String> trainers = new ArrayList<>();

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen at.")
  private String host;

  @Option(names = "--port", defaultValue = "0", description = "0: any free one.")
  private int port;

  @Option(names = "--poll-ms", defaultValue = "2000", description = "How often sources are read.")
  private long poll;

  ServeCommand() {
    super("lineal.market.serve/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (MarketIndex index = MarketIndex.open(sources());
        MarketServer server =
            MarketServer.start(new ServerOptions(host, port), index, submitted())) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
      report
          .with("url", TextNode.valueOf(server.url()))
          .with("tables", TextNode.valueOf(tables.toString()))
          .with("ready", com.fasterxml.jackson.databind.node.BooleanNode.valueOf(index.ready()))
          .with("models", index.ready() ? count(index) : NullNode.instance)
          .with(
              "chain_id",
              sources().chain().isPresent()
                  ? LongNode.valueOf(sources().chain().get().chainId())
                  : NullNode.instance);
      writeNow(report);
      out.println("listening " + server.url());
      out.flush();
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static IntNode count(MarketIndex index) {
    return IntNode.valueOf(index.snapshot().catalogue().size(Kind.MODEL));
  }

  private Optional<Trainings> submitted() {
    if ((airflow == null) != trainers.isEmpty()) {
      throw new IllegalArgumentException(
          "--airflow and --trainer: a scheduler and whose plans it runs are named together");
    }
    Set<Address> whose = trainers.stream().map(Address::parse).collect(Collectors.toSet());
    return Optional.ofNullable(airflow)
        .map(AirflowAccount::read)
        .map(account -> new Trainings(account, domain(), whose, Optional.ofNullable(trainings)));
  }

  /** Where trainers' signatures count. */
  private SigningDomain domain() {
    return sources().chain().map(Deployment::domain).orElse(SigningDomain.OFFLINE);
  }

  private Sources sources() {
    if (chain == null && rpc != null) {
      throw new IllegalArgumentException(
          "--rpc: names a node, but --chain must say where the contracts are");
    }
    Optional<Deployment> deployment =
        Optional.ofNullable(chain)
            .map(Deployment::read)
            .map(named -> rpc == null ? named : named.at(rpc));
    return new Sources(
        tables,
        bundles.isEmpty() ? List.of(tables.resolve("bundles")) : bundles,
        Optional.ofNullable(trainings),
        deployment,
        Duration.ofMillis(poll));
  }
}
