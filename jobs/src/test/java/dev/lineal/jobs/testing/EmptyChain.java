package dev.lineal.jobs.testing;

import dev.lineal.jobs.grants.RunGrants;
import dev.lineal.lineage.chain.ContractDeployment;
import dev.lineal.lineage.chain.DevChain;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.Patience;
import dev.lineal.lineage.chain.Wallet;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;

/** A real chain with the contracts and nothing on them. */
public final class EmptyChain implements AutoCloseable {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final DevChain process;
  private final LinealChain chain;

  /**
   * @param folder of its state
   */
  public EmptyChain(Path folder) {
    process = DevChain.start(folder, 0);
    Wallet deployer = rich(Wallet.generate());
    chain =
        LinealChain.open(
            ContractDeployment.deploy(process.node(), deployer, Patience.DEVELOPMENT).deployment());
  }

  /** Gives a wallet an ether. */
  public Wallet rich(Wallet wallet) {
    process.fund(wallet.address(), ETHER);
    return wallet;
  }

  public LinealChain chain() {
    return chain;
  }

  /** Where jobs look for grants. */
  public RunGrants grants() {
    return new RunGrants(Optional.empty(), Optional.of(chain));
  }

  @Override
  public void close() {
    process.close();
  }
}
