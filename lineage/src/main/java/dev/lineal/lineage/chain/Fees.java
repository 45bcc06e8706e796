package dev.lineal.lineage.chain;

import java.math.BigInteger;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthMaxPriorityFeePerGas;

/**
 * What a transaction offers for gas (EIP-1559): the node's tip, and at most twice the newest base
 * fee beside it, which lasts for six full blocks.
 */
record Fees(BigInteger tip, BigInteger most) {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000);

  static Fees now(ChainNode node) {
    BigInteger base = node.block(DefaultBlockParameterName.LATEST).getBaseFeePerGas();
    EthMaxPriorityFeePerGas asked = node.tryAsk(node.web3j().ethMaxPriorityFeePerGas());
    BigInteger tip = asked.hasError() ? GWEI : asked.getMaxPriorityFeePerGas();
    return new Fees(tip, base.shiftLeft(1).add(tip));
  }
}
