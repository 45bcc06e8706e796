package dev.lineal.lineage.chain;

import static dev.lineal.lineage.chain.ChainCalls.read;
import static dev.lineal.lineage.chain.Numbers.uint;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.contract.LicenceMarket;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.Log;

/** The contract {@code LicenceMarket}. */
public final class Licences {
  /** What an owner decided about an address. */
  public enum Access {
    UNSET,
    ALLOWED,
    REFUSED
  }

  private final LinealChain chain;
  private final LicenceMarket contract;

  Licences(LinealChain chain, LicenceMarket contract) {
    this.chain = chain;
    this.contract = contract;
  }

  /** Buys a grant for the writer; the price goes along. */
  public MinedTransaction buy(ChainWriter writer, GrantOrder order, BigInteger priceWei) {
    String data = contract.buy(order.onChain(), priceWei).encodeFunctionCall();
    return writer.send(new Call(at(), data, priceWei)).orThrow();
  }

  /** Gives a grant; the writer is the owner. */
  public MinedTransaction give(ChainWriter writer, Address licensee, GrantOrder order) {
    return send(writer, contract.give(licensee.text(), order.onChain()));
  }

  /** Allows or refuses an address; the writer is the owner. */
  public MinedTransaction decide(
      ChainWriter writer, long dataset, Address licensee, Access access) {
    return send(writer, contract.decide(uint(dataset), licensee.text(), uint(access.ordinal())));
  }

  /** Takes a grant back for runs not yet opened; the writer is the owner. */
  public MinedTransaction revoke(ChainWriter writer, Sha256 grant, String reason) {
    return send(writer, contract.revoke(grant.bytes(), reason));
  }

  /** Puts a plan on chain and uses up its grants; the writer is the trainer. */
  public MinedTransaction openRun(
      ChainWriter writer, Sha256 plan, List<Sha256> grants, long iterations, long scalars) {
    List<byte[]> ids = grants.stream().map(Sha256::bytes).toList();
    return send(writer, contract.openRun(plan.bytes(), ids, uint(iterations), uint(scalars)));
  }

  /** Pays the writer what its grants have brought; the amount. */
  public Written<BigInteger> claim(ChainWriter writer) {
    MinedTransaction mined = send(writer, contract.claim());
    BigInteger amount = LicenceMarket.getClaimedEvents(mined.receipt()).get(0).amountWei;
    return new Written<>(amount, mined);
  }

  /** What an owner may claim. */
  public BigInteger claimableWei(Address owner) {
    return read(contract.claimable(owner.text()));
  }

  /** A grant, if there is one of that id. */
  public Optional<ChainGrant> grant(Sha256 id) {
    LicenceMarket.Grant on = read(contract.grant(id.bytes()));
    return on.issuedAt.signum() == 0 ? Optional.empty() : Optional.of(grant(id, on));
  }

  private static ChainGrant grant(Sha256 id, LicenceMarket.Grant on) {
    return new ChainGrant(
        id,
        on.dataset.longValueExact(),
        on.terms.longValueExact(),
        Address.parse(on.owner),
        Address.parse(on.licensee),
        Numbers.time(on.issuedAt),
        Numbers.time(on.expires),
        Numbers.optionalTime(on.revokedAt),
        Numbers.cut(on.iterationsUsed),
        Numbers.cut(on.scalarsUsed),
        on.revenueShareBp.intValueExact(),
        on.commercial,
        on.derivatives,
        Sha256.of(on.nonce),
        Numbers.optionalHash(on.contentRoot),
        on.priceWei,
        on.purpose);
  }

  /** A run that a trainer opened, if it did. */
  public Optional<OpenedRun> run(Address trainer, Sha256 plan) {
    LicenceMarket.Run on = read(contract.run(trainer.text(), plan.bytes()));
    return Numbers.optionalTime(on.openedAt)
        .map(
            opened ->
                new OpenedRun(
                    opened,
                    Numbers.cut(on.iterations),
                    Numbers.cut(on.scalars),
                    on.grants.stream().map(Sha256::of).toList()));
  }

  /** Ids of the grants an address was ever given, the oldest first. */
  public List<Sha256> grantsOf(Address licensee) {
    return granted(null, topic(licensee));
  }

  /** Ids of the grants of a dataset, the oldest first. */
  public List<Sha256> grantsFor(long dataset) {
    return granted(
        "0x" + TypeEncoder.encode(new org.web3j.abi.datatypes.generated.Uint256(dataset)), null);
  }

  private static String topic(Address account) {
    return "0x" + TypeEncoder.encode(new org.web3j.abi.datatypes.Address(account.text()));
  }

  private List<Sha256> granted(String dataset, String licensee) {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(uint(chain.deployment().block())),
            DefaultBlockParameterName.LATEST,
            at().text());
    filter
        .addSingleTopic(EventEncoder.encode(LicenceMarket.GRANTED_EVENT))
        .addSingleTopic(null)
        .addSingleTopic(dataset)
        .addSingleTopic(licensee);
    return chain.node().ask(chain.node().web3j().ethGetLogs(filter)).getLogs().stream()
        .map(log -> (Log) log.get())
        .map(log -> Sha256.parse(log.getTopics().get(1).substring(2)))
        .toList();
  }

  private Address at() {
    return chain.deployment().licenceMarket();
  }

  private MinedTransaction send(ChainWriter writer, RemoteFunctionCall<?> call) {
    return writer.send(Call.of(at(), call.encodeFunctionCall())).orThrow();
  }
}
