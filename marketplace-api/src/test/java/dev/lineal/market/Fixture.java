package dev.lineal.market;

import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tables written by the real store in a process with Spark, and a real chain on which they are
 * registered; made once for all tests of this JVM.
 */
public final class Fixture {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static Fixture made;

  private final Path folder;
  private final DevChain chain;

  private Fixture(Path folder, DevChain chain) {
    this.folder = folder;
    this.chain = chain;
  }

  public static synchronized Fixture get() throws IOException, InterruptedException {
    if (made == null) {
      made = make();
    }
    return made;
  }

  private static Fixture make() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("market");
    DevChain chain = DevChain.start(folder.resolve("chain"), 0);
    Wallet deployer = Wallet.generate();
    chain.fund(deployer.address(), ETHER);
    Path contracts = folder.resolve("chain.json");
    ContractDeployment.deploy(chain.node(), deployer, Patience.DEVELOPMENT)
        .deployment()
        .write(contracts);
    write(folder, contracts);
    return new Fixture(folder, chain);
  }

  /** Runs lineage's {@code MarketTables} with the class path of lineage's own tests. */
  private static void write(Path folder, Path contracts) throws IOException, InterruptedException {
    Path lineage = Path.of("..", "lineage", "target").toAbsolutePath().normalize();
    String libraries = Files.readString(lineage.resolve("test.classpath")).strip();
    String classPath =
        lineage.resolve("test-classes") + ":" + lineage.resolve("classes") + ":" + libraries;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("lineal.opens").split(" ")));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp", classPath));
    command.addAll(List.of("dev.lineal.lineage.store.MarketTables", folder.toString()));
    command.add(contracts.toString());
    Path log = folder.resolve("tables.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("the tables were not written:\n" + Files.readString(log));
    }
  }

  /** Tables of two models, one the parent of the other. */
  public Path good() {
    return folder.resolve("good");
  }

  /** Tables with a model's row that was changed. */
  public Path broken() {
    return folder.resolve("broken");
  }

  /** A training's own tables. */
  public Path trainings() {
    return folder.resolve("trainings");
  }

  /** Where the contracts are. */
  public Path contracts() {
    return folder.resolve("chain.json");
  }

  /** The chain's process. */
  public DevChain chain() {
    return chain;
  }
}
