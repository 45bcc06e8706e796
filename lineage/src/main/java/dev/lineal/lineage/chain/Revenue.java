package dev.lineal.lineage.chain;

import static dev.lineal.lineage.chain.ChainCalls.read;
import static dev.lineal.lineage.chain.Numbers.uint;

import dev.lineal.lineage.chain.contract.RevenueSplit;
import java.math.BigInteger;
import java.util.List;

/** The contract {@code RevenueSplit}: payments for calls. */
public final class Revenue {
  private final RevenueSplit contract;

  Revenue(RevenueSplit contract) {
    this.contract = contract;
  }

  /** Pays for calls of a model, {@code calls} times its price, exactly. */
  public MinedTransaction pay(ChainWriter writer, long model, long calls, BigInteger amountWei) {
    String data = contract.pay(uint(model), uint(calls), amountWei).encodeFunctionCall();
    return writer.send(new Call(at(), data, amountWei)).orThrow();
  }

  /** Pays the writer what these models owe it; the amount. */
  public Written<BigInteger> claim(ChainWriter writer, List<Long> models) {
    List<BigInteger> ids = models.stream().map(Numbers::uint).toList();
    MinedTransaction mined =
        writer.send(Call.of(at(), contract.claim(ids).encodeFunctionCall())).orThrow();
    BigInteger amount =
        RevenueSplit.getClaimedEvents(mined.receipt()).stream()
            .map(event -> event.amountWei)
            .reduce(BigInteger.ZERO, BigInteger::add);
    return new Written<>(amount, mined);
  }

  /** What a contributor may claim of a model. */
  public BigInteger claimableWei(long model, Address payee) {
    return read(contract.claimable(uint(model), payee.text()));
  }

  /** What a contributor has claimed of a model. */
  public BigInteger claimedWei(long model, Address payee) {
    return read(contract.claimed(uint(model), payee.text()));
  }

  /** All that a model has earned for its contributors. */
  public BigInteger potWei(long model) {
    return read(contract.pot(uint(model)));
  }

  /** The wei of a pot that rounding owes to nobody yet. */
  public BigInteger dustWei(long model) {
    return read(contract.dust(uint(model)));
  }

  private Address at() {
    return Address.parse(contract.getContractAddress());
  }
}
