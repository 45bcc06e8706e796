package dev.lineal.lineage.chain;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.SendOutcome.Refused;
import dev.lineal.lineage.chain.SendOutcome.Unknown;
import java.math.BigInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.utils.Numeric;

/**
 * Sends one wallet's transactions (EIP-1559), from as many threads as one likes. A transaction is
 * signed once; while its outcome is unknown, nothing but those same bytes is sent again, so it
 * cannot count twice, whatever happens to the node. Only when another transaction has used its
 * number up, and it can never count, is it signed anew.
 */
public final class ChainWriter {
  /** Numbers that other processes of the same wallet may take away from one transaction. */
  private static final int MAX_ATTEMPTS = 100;

  private final ChainNode node;
  private final Wallet wallet;
  private final Patience patience;
  private final long chainId;
  private final Nonces nonces = new Nonces();
  private final ReentrantLock sending = new ReentrantLock(true);

  ChainWriter(ChainNode node, Wallet wallet, Patience patience) {
    this.node = node;
    this.wallet = wallet;
    this.patience = patience;
    this.chainId = node.chainId();
  }

  /** Whose transactions these are. */
  public Address address() {
    return wallet.address();
  }

  /** What the wallet has left to pay gas with. */
  public BigInteger balanceWei() {
    return node.balanceWei(address());
  }

  /** Sends and waits until it counts, is refused, or the deadline passes. */
  SendOutcome send(Call call) {
    ContractError numberTaken = null;
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      EthEstimateGas gas = node.tryAsk(node.web3j().ethEstimateGas(asRequest(call)));
      if (gas.hasError()) {
        return new Refused(refusal(gas));
      }
      Signed signed = signAndSend(call, withMargin(gas.getAmountUsed()));
      if (signed.transaction() == null && !signed.numberTaken()) {
        return new Refused(signed.refusal());
      }
      if (signed.transaction() == null) {
        numberTaken = signed.refusal();
        continue;
      }
      SendOutcome outcome = await(signed.transaction());
      if (outcome != null) {
        return outcome;
      }
    }
    return new Refused(numberTaken == null ? Submission.CROWDED : numberTaken);
  }

  private SendOutcome await(PendingTransaction transaction) {
    try {
      return new Confirmation(node, patience).await(transaction);
    } finally {
      nonces.release(transaction.nonce());
    }
  }

  /**
   * Finds out what became of a transaction; where its number was used by another, and it never
   * counts, it is sent anew.
   */
  public SendOutcome lookUp(Unknown unknown) {
    SendOutcome outcome = new Confirmation(node, patience).await(unknown.transaction());
    return outcome == null ? send(unknown.transaction().call()) : outcome;
  }

  /** Sent, or not taken by the node and why. */
  private record Signed(
      PendingTransaction transaction, ContractError refusal, boolean numberTaken) {
    static Signed sent(PendingTransaction transaction) {
      return new Signed(transaction, null, false);
    }
  }

  /** Under the lock, so that a node sees the numbers in order. */
  private Signed signAndSend(Call call, BigInteger gas) {
    sending.lock();
    try {
      Fees fees = Fees.now(node);
      long nonce = nonces.take(this::pendingCount);
      PendingTransaction signed = sign(call, nonce, gas, fees);
      Signed result = firstSend(signed);
      if (result.transaction() == null) {
        nonces.release(nonce);
      }
      return result;
    } finally {
      sending.unlock();
    }
  }

  private Signed firstSend(PendingTransaction signed) {
    EthSendTransaction answer;
    try {
      answer = node.tryAsk(node.web3j().ethSendRawTransaction(signed.raw()));
    } catch (LineageException perhapsSent) {
      return Signed.sent(signed);
    }
    return switch (Submission.of(answer)) {
      case ACCEPTED -> Signed.sent(signed);
      // Another process took that number: these bytes are in no pool and are forgotten.
      case NUMBER_TAKEN -> new Signed(null, Submission.refusal(answer), true);
      case REFUSED -> new Signed(null, Submission.refusal(answer), false);
    };
  }

  private PendingTransaction sign(Call call, long nonce, BigInteger gas, Fees fees) {
    RawTransaction raw =
        RawTransaction.createTransaction(
            chainId,
            BigInteger.valueOf(nonce),
            gas,
            call.toText(),
            call.valueWei(),
            call.data(),
            fees.tip(),
            fees.most());
    byte[] signed = wallet.sign(raw);
    String hex = Numeric.toHexString(signed);
    return new PendingTransaction(call, address().text(), nonce, hex, Hash.sha3(hex));
  }

  private long pendingCount() {
    return node.ask(
            node.web3j()
                .ethGetTransactionCount(address().text(), DefaultBlockParameterName.PENDING))
        .getTransactionCount()
        .longValueExact();
  }

  private Transaction asRequest(Call call) {
    return new Transaction(
        address().text(), null, null, null, call.toText(), call.valueWei(), call.data());
  }

  private static BigInteger withMargin(BigInteger gas) {
    return gas.multiply(BigInteger.valueOf(5)).shiftRight(2);
  }

  private static ContractError refusal(EthEstimateGas answer) {
    String revert = Reverts.data(answer);
    return revert == null ? Submission.refusal(answer) : ContractErrors.decode(revert);
  }
}
