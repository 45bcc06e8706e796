package dev.lineal.jobs.sandbox;

import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.LogisticRounds;
import dev.lineal.jobs.owners.StudyOwners;
import dev.lineal.jobs.plan.LogisticPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The owners of a sandbox: every verb is the command that an owner would type. */
record SandboxOwners(
    Programs programs,
    SandboxFolder folder,
    Processes processes,
    int count,
    SandboxGrants grants,
    Cluster cluster,
    OwnerLines lines) {
  /** What the owners think of the cluster. */
  enum Cluster {
    VERIFIED(List.of()),
    TRUSTED(List.of("--trust-cluster"));

    private final List<String> options;

    Cluster(List<String> options) {
      this.options = options;
    }
  }

  /** Owners that check the cluster, as they do by default. */
  SandboxOwners(
      Programs programs,
      SandboxFolder folder,
      Processes processes,
      int count,
      SandboxGrants grants) {
    this(programs, folder, processes, count, grants, Cluster.VERIFIED, OwnerLines.direct());
  }

  /** Owners whose grants are in a file. */
  SandboxOwners(Programs programs, SandboxFolder folder, Processes processes, int count) {
    this(programs, folder, processes, count, SandboxGrants.IN_FILE);
  }

  void init() {
    each("owner-init", i -> verb(i, "init", "--json", folder.ownerReport(i).toString()));
  }

  /** Starts an agent per owner: on free ports, or those that the study already names. */
  List<String> serve() {
    List<Integer> ports = ports();
    for (int i = 0; i < count; i++) {
      start(i, ports.get(i));
    }
    return IntStream.range(0, count)
        .mapToObj(i -> processes.awaitLine(agent(i), "listening "))
        .toList();
  }

  /** Starts one agent. */
  void start(int owner, int port) {
    List<String> serve = new ArrayList<>(verb(owner, "serve", "--port", Integer.toString(port)));
    serve.addAll(grants.options(folder));
    serve.addAll(cluster.options);
    processes.start(agent(owner), serve);
  }

  /** Starts an agent that ended, at the address that the study names. */
  void serveAgain(int owner) {
    start(owner, ports().get(owner));
    processes.awaitLine(agent(owner), "listening ");
  }

  /** The agents. */
  List<ProcessHandle> agents() {
    return IntStream.range(0, count).mapToObj(i -> processes.of(agent(i)).toHandle()).toList();
  }

  static String agent(int owner) {
    return "agent-" + owner;
  }

  List<Integer> ports() {
    if (Files.exists(folder.ready())) {
      return StudyOwners.addresses(StudyOwners.read(folder.study())).stream()
          .map(address -> address.url().getPort())
          .toList();
    }
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : held) {
        socket.close();
      }
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Enters all owners into the study's file, one after the other, then lets them agree to it. */
  void join(List<String> urls) {
    String study = folder.study().toString();
    for (int i = 0; i < count; i++) {
      processes.run(
          "join-" + i,
          verb(i, "join", "--study", study, "--name", name(i), "--url", lines.to(urls.get(i))));
    }
    each("agree", i -> verb(i, "join", "--study", study, "--data", folder.rows(i).toString()));
  }

  private static String name(int owner) {
    return "owner-" + owner;
  }

  void encrypt(String study) {
    each("encrypt", i -> verb(i, "encrypt", "--study", study, "--data", folder.rows(i).toString()));
  }

  /** Their addresses, where every one is told. */
  List<String> wallets() {
    return IntStream.range(0, count)
        .mapToObj(i -> SandboxTrainer.read(folder.ownerReport(i)).get("wallet").asText())
        .toList();
  }

  /** Every dataset goes on the chain, with its terms. */
  void register(String shareBp, String priceWei) {
    each(
        "register",
        i ->
            verb(
                i,
                "register",
                "--study",
                SandboxStudy.ID,
                "--chain",
                folder.deployment().toString(),
                "--preset",
                "commercial",
                "--share-bp",
                shareBp,
                "--price-wei",
                priceWei,
                "--release",
                LogisticPlan.WEIGHTS,
                "--release",
                LogisticRounds.MARGIN,
                "--release",
                LinearRounds.LOSS,
                "--json",
                folder.registered(i).toString()));
  }

  /** A licence of every owner, in a file. */
  void grant(String study, String trainer, int iterations, int scalars) {
    each(
        "grant",
        i ->
            verb(
                i,
                "grant-file",
                "--study",
                study,
                "--ledger",
                folder.ledger().toString(),
                "--trainer",
                trainer,
                "--task",
                "logistic,linear",
                "--iterations",
                Integer.toString(iterations),
                "--release",
                String.join(",", LogisticPlan.WEIGHTS, LogisticRounds.MARGIN, LinearRounds.LOSS),
                "--scalars",
                Integer.toString(scalars)));
  }

  private void each(String step, IntFunction<List<String>> command) {
    processes.runAll(step, IntStream.range(0, count).mapToObj(command).toList());
  }

  private List<String> verb(int owner, String verb, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "owner",
                verb,
                "--home",
                folder.owner(owner).toString(),
                "--passphrase-file",
                folder.passphrase().toString()));
    words.addAll(Arrays.asList(arguments));
    return programs.ownerAgent(words);
  }
}
