package dev.lineal.lineage.chain;

import dev.lineal.lineage.ChainErrors;
import java.math.BigInteger;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.tx.TransactionManager;

/** Reads through web3j's wrappers, with contracts' errors by name. Never sends anything. */
final class ChainCalls extends TransactionManager {
  private static final String NOBODY = "0x0000000000000000000000000000000000000000";

  private final ChainNode node;

  ChainCalls(ChainNode node) {
    super(node.web3j(), NOBODY);
    this.node = node;
  }

  /** The result of a view. */
  static <T> T read(RemoteFunctionCall<T> call) {
    try {
      return call.send();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw ChainErrors.nodeUnavailable("the chain", e);
    }
  }

  @Override
  public String sendCall(String to, String data, DefaultBlockParameter block) {
    EthCall answer =
        node.tryAsk(
            node.web3j().ethCall(Transaction.createEthCallTransaction(NOBODY, to, data), block));
    if (answer.hasError()) {
      String revert = Reverts.data(answer);
      if (revert == null) {
        throw ChainErrors.nodeRefused(
            node.url().toString(), "eth_call", answer.getError().getMessage());
      }
      throw ContractErrors.decode(revert).asError();
    }
    return answer.getValue();
  }

  @Override
  public EthGetCode getCode(String contract, DefaultBlockParameter block) {
    return node.ask(node.web3j().ethGetCode(contract, block));
  }

  @Override
  public EthSendTransaction sendTransaction(
      BigInteger gasPrice,
      BigInteger gasLimit,
      String to,
      String data,
      BigInteger value,
      boolean constructor) {
    throw new UnsupportedOperationException("reads only");
  }

  @Override
  public EthSendTransaction sendEIP1559Transaction(
      long chainId,
      BigInteger tip,
      BigInteger maxFee,
      BigInteger gasLimit,
      String to,
      String data,
      BigInteger value,
      boolean constructor) {
    throw new UnsupportedOperationException("reads only");
  }
}
