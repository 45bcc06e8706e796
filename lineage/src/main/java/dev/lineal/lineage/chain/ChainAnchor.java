package dev.lineal.lineage.chain;

import static dev.lineal.lineage.chain.ChainCalls.read;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.AnchorOutcome.Anchored;
import dev.lineal.lineage.chain.AnchorOutcome.Refused;
import dev.lineal.lineage.chain.AnchorOutcome.Unknown;
import dev.lineal.lineage.chain.contract.AnchorLog;
import dev.lineal.lineage.merkle.InclusionProof;
import java.util.Optional;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.Log;

/**
 * The contract {@code AnchorLog}: roots of manifests. A root is anchored once per account, however
 * often and from however many threads one asks; what is there already is found, not sent.
 */
public final class ChainAnchor {
  private static final String ALREADY = "AlreadyAnchored";

  private final LinealChain chain;
  private final AnchorLog contract;

  ChainAnchor(LinealChain chain, AnchorLog contract) {
    this.chain = chain;
    this.contract = contract;
  }

  /** Anchors a root, or finds it anchored by the same account. */
  public AnchorOutcome anchor(ChainWriter writer, AnchorRequest request) {
    Optional<AnchorRecord> there = find(writer.address(), request.root());
    if (there.isPresent()) {
      return new Anchored(there.get());
    }
    String data =
        contract
            .anchor(request.root().bytes(), Numbers.uint(request.leaves()))
            .encodeFunctionCall();
    return outcome(writer, request, writer.send(Call.of(at(), data)));
  }

  /** What became of an anchoring whose outcome was unknown; sends anew only what never counted. */
  public AnchorOutcome lookUp(ChainWriter writer, Unknown unknown) {
    return outcome(writer, unknown.request(), writer.lookUp(unknown.sent()));
  }

  private AnchorOutcome outcome(ChainWriter writer, AnchorRequest request, SendOutcome sent) {
    if (sent instanceof SendOutcome.Unknown unknown) {
      return new Unknown(request, unknown);
    }
    if (sent instanceof SendOutcome.Refused refused && !refused.error().name().equals(ALREADY)) {
      return new Refused(refused.error());
    }
    return find(writer.address(), request.root())
        .<AnchorOutcome>map(Anchored::new)
        // Its block left the chain between two looks; it is sent again, as nothing is there.
        .orElseGet(() -> anchor(writer, request));
  }

  /** The record of a root that an account anchored. */
  public Optional<AnchorRecord> find(Address by, Sha256 root) {
    AnchorLog.Anchor on = read(contract.anchorOf(by.text(), root.bytes()));
    if (on.blockNumber.signum() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new AnchorRecord(
            by,
            root,
            Numbers.cut(on.leaves),
            Numbers.cut(on.blockNumber),
            Numbers.time(on.time),
            transaction(by, root, DefaultBlockParameter.valueOf(on.blockNumber))));
  }

  /** Whether a manifest is under a root that an account anchored, as the contract sees it. */
  public boolean includes(Address by, Sha256 root, Sha256 leafHash, InclusionProof proof) {
    return read(
        contract.includes(
            by.text(),
            root.bytes(),
            leafHash.bytes(),
            Numbers.uint(proof.index()),
            proof.path().stream().map(Sha256::bytes).toList()));
  }

  private Optional<String> transaction(Address by, Sha256 root, DefaultBlockParameter block) {
    EthFilter filter = new EthFilter(block, block, at().text());
    filter
        .addSingleTopic(EventEncoder.encode(AnchorLog.ANCHORED_EVENT))
        .addSingleTopic("0x" + TypeEncoder.encode(new org.web3j.abi.datatypes.Address(by.text())))
        .addSingleTopic("0x" + root);
    return chain.node().ask(chain.node().web3j().ethGetLogs(filter)).getLogs().stream()
        .map(log -> ((Log) log.get()).getTransactionHash())
        .findFirst();
  }

  private Address at() {
    return chain.deployment().anchorLog();
  }
}
