package dev.lineal.lineage.chain;

import java.math.BigInteger;
import java.nio.file.Path;

/** A real chain: anvil on a free port, with Lineal's contracts, and wallets with 1,000 ether. */
public final class TestChain implements AutoCloseable {
  public static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final DevChain process;
  private final LinealChain chain;
  private final long deploymentGas;

  private TestChain(DevChain process) {
    this.process = process;
    ContractDeployment.Result deployed =
        ContractDeployment.deploy(process.node(), funded("deployer"), Patience.DEVELOPMENT);
    this.deploymentGas = deployed.gas();
    this.chain = LinealChain.open(deployed.deployment());
  }

  public static TestChain start(Path directory) {
    DevChain process = DevChain.start(directory, 0);
    try {
      return new TestChain(process);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  public LinealChain chain() {
    return chain;
  }

  long deploymentGas() {
    return deploymentGas;
  }

  DevChain process() {
    return process;
  }

  /** The wallet of a name, with money. */
  public Wallet funded(String name) {
    Wallet wallet = TestWallets.of(name);
    process.fund(wallet.address(), ETHER.multiply(BigInteger.valueOf(1_000)));
    return wallet;
  }

  /** Who writes with the wallet of a name. */
  public ChainWriter writer(String name) {
    return chain.writer(funded(name));
  }

  @Override
  public void close() {
    process.close();
  }
}
