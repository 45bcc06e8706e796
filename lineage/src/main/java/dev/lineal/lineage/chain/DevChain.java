package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;
import dev.lineal.lineage.LineageErrors;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A chain of one's own: anvil as a process on the loopback, its state in a directory, where it
 * survives even a kill up to its last second. Its accounts are nobody's: wallets are funded by
 * {@link #fund}.
 */
public final class DevChain implements AutoCloseable {
  /** Anvil's chain id. */
  public static final long CHAIN_ID = 31_337;

  private static final String LISTENING = "Listening on ";
  private static final String BINARY = "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

  private final Process process;
  private final URI url;

  private DevChain(Process process, URI url) {
    this.process = process;
    this.url = url;
    // A chain must not outlive the program that started it.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /**
   * Starts it, with the state it had.
   *
   * @param directory for its state; made if missing
   * @param port 0 for a free one
   */
  public static DevChain start(Path directory, int port) {
    Path log = directory.resolve("anvil.log");
    try {
      Files.createDirectories(directory);
      Process process =
          new ProcessBuilder(command(directory.resolve("state.json"), port))
              .redirectErrorStream(true)
              .start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(LISTENING)) {
          drain(output, log);
          return new DevChain(process, URI.create("http://" + line.substring(LISTENING.length())));
        }
        // Only errors: it also prints the keys of its own account.
        if (line.contains("rror")) {
          said.append(line).append(' ');
        }
      }
      throw ChainErrors.devChainFailed(said.toString().strip());
    } catch (IOException e) {
      throw LineageErrors.fileUnavailable(directory, e);
    }
  }

  private static List<String> command(Path state, int port) {
    return List.of(
        anvil().toString(),
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--accounts",
        "1",
        "--mnemonic-random",
        "--chain-id",
        Long.toString(CHAIN_ID),
        "--state",
        state.toString(),
        "--state-interval",
        "1");
  }

  /** Else a full pipe would stop the chain. */
  private static void drain(BufferedReader output, Path log) {
    Thread thread =
        new Thread(
            () -> {
              try (output;
                  var file = Files.newBufferedWriter(log)) {
                output.transferTo(file);
              } catch (IOException endOfProcess) {
                // Nothing is lost that anybody reads.
              }
            },
            "anvil-log");
    thread.setDaemon(true);
    thread.start();
  }

  /** {@code LINEAL_ANVIL}, else what the build of this module installed. */
  static Path anvil() {
    Optional<Path> named = Optional.ofNullable(System.getenv("LINEAL_ANVIL")).map(Path::of);
    return Stream.concat(named.stream(), besideTheCode())
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(ChainErrors::noAnvil);
  }

  /** Upwards from the jar or the classes to the folder that has the contracts' tools. */
  private static Stream<Path> besideTheCode() {
    Path code;
    try {
      code = Path.of(DevChain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      return Stream.empty();
    }
    return Stream.iterate(code, java.util.Objects::nonNull, Path::getParent)
        .flatMap(
            at ->
                Stream.of(
                    at.resolve("contracts").resolve(BINARY),
                    at.resolve("lineage/contracts").resolve(BINARY)));
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /** A client of it. */
  public ChainNode node() {
    return ChainNode.at(url);
  }

  /** Gives an account this much, out of nothing. */
  public void fund(Address account, BigInteger wei) {
    node().raw("anvil_setBalance", account.text(), "0x" + wei.toString(16));
  }

  /** Waits until it ends. */
  public int await() throws InterruptedException {
    return process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** Asks it to end and to write its state. */
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Ends it as a power cut would. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
