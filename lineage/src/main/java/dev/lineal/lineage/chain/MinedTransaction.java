package dev.lineal.lineage.chain;

import java.math.BigInteger;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/** A transaction that counts: it is in a block, did not revert, and has its confirmations. */
public final class MinedTransaction {
  private final TransactionReceipt receipt;

  MinedTransaction(TransactionReceipt receipt) {
    this.receipt = receipt;
  }

  /** 0x and 64 hex digits. */
  public String hash() {
    return receipt.getTransactionHash();
  }

  /** Number of its block. */
  public long block() {
    return receipt.getBlockNumber().longValueExact();
  }

  /** Gas it used. */
  public long gas() {
    return receipt.getGasUsed().longValueExact();
  }

  /** What that gas cost. */
  public BigInteger feeWei() {
    return receipt.getGasUsed().multiply(Numeric.decodeQuantity(receipt.getEffectiveGasPrice()));
  }

  TransactionReceipt receipt() {
    return receipt;
  }
}
