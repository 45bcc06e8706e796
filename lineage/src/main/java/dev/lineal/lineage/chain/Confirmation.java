package dev.lineal.lineage.chain;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.chain.SendOutcome.Mined;
import dev.lineal.lineage.chain.SendOutcome.Refused;
import dev.lineal.lineage.chain.SendOutcome.Unknown;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Waits until a transaction has its confirmations. One that a node has forgotten, because it was
 * killed or because its block left the chain, is handed to it again, byte for byte.
 */
final class Confirmation {
  private static final long SHORTEST = Duration.ofMillis(5).toNanos();
  private static final long LONGEST = Duration.ofMillis(500).toNanos();

  private final ChainNode node;
  private final Patience patience;

  Confirmation(ChainNode node, Patience patience) {
    this.node = node;
    this.patience = patience;
  }

  /** The outcome; null where another transaction used its number, so that it never counts. */
  SendOutcome await(PendingTransaction transaction) {
    long deadline = System.nanoTime() + patience.deadline().toNanos();
    long pause = SHORTEST;
    String why = "";
    while (true) {
      try {
        Look look = look(transaction);
        if (look.over()) {
          return look.outcome();
        }
        why = look.why();
      } catch (LineageException unreachable) {
        why = unreachable.problem();
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return new Unknown(transaction, why + " within " + patience.deadline());
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST);
    }
  }

  private record Look(boolean over, SendOutcome outcome, String why) {
    static Look over(SendOutcome outcome) {
      return new Look(true, outcome, "");
    }

    static Look wait(String why) {
      return new Look(false, null, why);
    }
  }

  private Look look(PendingTransaction transaction) {
    // The count first: a receipt that is missing afterwards is missing although the number is used.
    long used = count(transaction, DefaultBlockParameterName.LATEST);
    long head = node.head();
    Optional<TransactionReceipt> receipt = receipt(transaction);
    if (receipt.isPresent()) {
      return receipt(transaction, receipt.get(), head);
    }
    if (used > transaction.nonce()) {
      return usedByAnother(transaction)
          ? Look.over(null)
          : Look.wait("its number is used, and no block shows by what");
    }
    node.tryAsk(node.web3j().ethSendRawTransaction(transaction.raw()));
    return Look.wait("it is in no block");
  }

  /**
   * Whether a block shows another transaction of that number. A missing receipt alone says nothing:
   * a node may count a transaction before it has its receipt, and sending anew would pay twice.
   */
  private boolean usedByAnother(PendingTransaction transaction) {
    long from = 0;
    long to = node.head();
    while (from < to) {
      long middle = (from + to) >>> 1;
      if (count(transaction, at(BigInteger.valueOf(middle))) > transaction.nonce()) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    EthBlock.Block block =
        node.ask(node.web3j().ethGetBlockByNumber(at(BigInteger.valueOf(to)), true)).getBlock();
    return block != null
        && block.getTransactions().stream()
            .map(EthBlock.TransactionObject.class::cast)
            .filter(mined -> mined.getFrom().equalsIgnoreCase(transaction.from()))
            .filter(mined -> mined.getNonce().longValueExact() == transaction.nonce())
            .anyMatch(mined -> !mined.getHash().equalsIgnoreCase(transaction.hash()));
  }

  private Look receipt(PendingTransaction transaction, TransactionReceipt receipt, long head) {
    long block = receipt.getBlockNumber().longValueExact();
    long depth = head - block + 1;
    if (depth < patience.confirmations()) {
      return Look.wait("it has %d of %d confirmations".formatted(depth, patience.confirmations()));
    }
    if (!isOnTheChain(receipt)) {
      return Look.wait("its block left the chain");
    }
    return Look.over(
        receipt.isStatusOK()
            ? new Mined(new MinedTransaction(receipt))
            : new Refused(reason(transaction, receipt)));
  }

  private boolean isOnTheChain(TransactionReceipt receipt) {
    EthBlock.Block block =
        node.ask(node.web3j().ethGetBlockByNumber(at(receipt.getBlockNumber()), false)).getBlock();
    return block != null && block.getHash().equals(receipt.getBlockHash());
  }

  private long count(PendingTransaction transaction, DefaultBlockParameter at) {
    return node.ask(node.web3j().ethGetTransactionCount(transaction.from(), at))
        .getTransactionCount()
        .longValueExact();
  }

  private Optional<TransactionReceipt> receipt(PendingTransaction transaction) {
    return node.ask(node.web3j().ethGetTransactionReceipt(transaction.hash()))
        .getTransactionReceipt();
  }

  /** The same call on the state before its block tells why; the state may have been another. */
  private ContractError reason(PendingTransaction transaction, TransactionReceipt receipt) {
    Call call = transaction.call();
    EthCall again =
        node.tryAsk(
            node.web3j()
                .ethCall(
                    new Transaction(
                        transaction.from(),
                        null,
                        null,
                        null,
                        call.toText(),
                        call.valueWei(),
                        call.data()),
                    at(receipt.getBlockNumber())));
    return ContractErrors.decode(Reverts.data(again));
  }

  private static DefaultBlockParameter at(BigInteger block) {
    return DefaultBlockParameter.valueOf(block);
  }
}
