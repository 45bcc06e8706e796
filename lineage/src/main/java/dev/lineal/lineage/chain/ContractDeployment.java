package dev.lineal.lineage.chain;

import dev.lineal.lineage.chain.contract.AnchorLog;
import dev.lineal.lineage.chain.contract.DatasetRegistry;
import dev.lineal.lineage.chain.contract.LicenceMarket;
import dev.lineal.lineage.chain.contract.ModelRegistry;
import dev.lineal.lineage.chain.contract.RevenueSplit;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;

/** Puts Lineal's five contracts on a chain, in the order in which they need each other. */
public final class ContractDeployment {
  private final ChainNode node;
  private final ChainWriter writer;
  private final List<MinedTransaction> transactions = new ArrayList<>();

  private ContractDeployment(ChainNode node, ChainWriter writer) {
    this.node = node;
    this.writer = writer;
  }

  /**
   * @param deployment where the contracts are
   * @param gas that all five took
   */
  public record Result(Deployment deployment, long gas) {}

  /** Deploys; nobody has any right over the contracts afterwards, who deployed them neither. */
  public static Result deploy(ChainNode node, Wallet payer, Patience patience) {
    return new ContractDeployment(node, new ChainWriter(node, payer, patience)).run();
  }

  private Result run() {
    Address datasets = create(DatasetRegistry.BINARY);
    Address market = create(LicenceMarket.BINARY, datasets);
    Address models = create(ModelRegistry.BINARY, market);
    Address revenue = create(RevenueSplit.BINARY, models);
    Address anchors = create(AnchorLog.BINARY);
    Deployment deployment =
        new Deployment(
            node.url(),
            node.chainId(),
            transactions.get(0).block(),
            datasets,
            market,
            models,
            revenue,
            anchors);
    return new Result(deployment, transactions.stream().mapToLong(MinedTransaction::gas).sum());
  }

  private Address create(String code, Address... arguments) {
    @SuppressWarnings("rawtypes")
    List<Type> encoded = new ArrayList<>();
    for (Address argument : arguments) {
      encoded.add(new org.web3j.abi.datatypes.Address(argument.text()));
    }
    String data = "0x" + code + FunctionEncoder.encodeConstructor(encoded);
    MinedTransaction mined = writer.send(Call.of(null, data)).orThrow();
    transactions.add(mined);
    return Address.parse(mined.receipt().getContractAddress());
  }
}
