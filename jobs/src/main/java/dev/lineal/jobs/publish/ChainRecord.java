package dev.lineal.jobs.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.AnchorBatch;
import dev.lineal.lineage.chain.AnchorOutcome;
import dev.lineal.lineage.chain.AnchorRecord;
import dev.lineal.lineage.chain.ChainAnchor;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.Contributor;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.ModelParent;
import dev.lineal.lineage.chain.ModelTerms;
import dev.lineal.lineage.chain.ModelVersion;
import dev.lineal.lineage.chain.Written;
import dev.lineal.lineage.contribution.BasisPoints;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.verify.AnchorProof;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a chain knows of a published model. Anchoring and registering are done once; a publication
 * that is repeated finds both.
 *
 * @param chainId of EIP-155
 * @param anchor of the run's and the model's manifest under one root
 * @param proof that the model's is under it
 * @param model its number
 * @param contributors whom its calls pay
 * @param gas by operation; of what an earlier publication did, only the anchor's is known
 */
public record ChainRecord(
    long chainId,
    AnchorRecord anchor,
    AnchorProof proof,
    long model,
    List<Contributor> contributors,
    Map<String, Long> gas) {
  private static final int MODEL_LEAF = 1;

  /** Anchors a run's and its model's manifest. */
  static AnchorProof anchor(LinealChain chain, ChainWriter writer, ModelManifest model) {
    AnchorBatch batch = AnchorBatch.of(List.of(model.sources().run(), model.sha256()));
    ChainAnchor anchors = chain.anchors();
    AnchorOutcome outcome = anchors.anchor(writer, batch.request());
    if (outcome instanceof AnchorOutcome.Unknown unknown) {
      outcome = anchors.lookUp(writer, unknown);
    }
    AnchorRecord record = outcome.orThrow();
    return new AnchorProof(record.by(), record.root(), batch.proof(MODEL_LEAF));
  }

  /**
   * A model as it is registered.
   *
   * @param parent manifest of the model that it starts from
   */
  record Registered(ModelManifest model, Optional<ModelManifest> parent) {}

  /** Registers the model of a run that the writer opened. */
  static ChainRecord register(
      LinealChain chain,
      ChainWriter writer,
      Registered registered,
      AnchorProof proof,
      ModelTerms terms,
      int trainerShareBp) {
    ModelManifest model = registered.model();
    List<Contributor> contributors = contributors(model, trainerShareBp);
    Sha256 hash = model.sha256();
    Map<String, Long> gas = new TreeMap<>();
    Optional<Long> known = chain.models().find(writer.address(), hash);
    Written<Long> written = null;
    if (known.isEmpty()) {
      ModelVersion first = new ModelVersion(model.sources().plan(), hash, "");
      written =
          chain
              .models()
              .register(writer, first, terms, contributors, parents(chain, registered.parent()));
      gas.put("register_model", written.transaction().gas());
    }
    AnchorRecord anchor = chain.anchors().find(proof.by(), proof.root()).orElseThrow();
    anchor.transaction().flatMap(chain.node()::gas).ifPresent(used -> gas.put("anchor", used));
    return new ChainRecord(
        chain.deployment().chainId(),
        anchor,
        proof,
        written == null ? known.get() : written.value(),
        contributors,
        gas);
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("chain_id", chainId).put("model", model);
    node.put("anchor_root", anchor.root().toString()).put("anchored_by", anchor.by().text());
    node.put("anchor_transaction", anchor.transaction().orElse(null));
    node.put("anchor_block", anchor.block());
    ArrayNode list = node.putArray("contributors");
    contributors.forEach(
        c -> list.addObject().put("payee", c.payee().text()).put("share_bp", c.shareBp()));
    ObjectNode used = node.putObject("gas");
    gas.forEach(used::put);
    return node;
  }

  String summary() {
    return "chain %d: model %d, anchored in block %d".formatted(chainId, model, anchor.block());
  }

  /** The manifest's shares of what the trainer leaves; largest remainder, 10,000 together. */
  private static List<Contributor> contributors(ModelManifest model, int trainerShareBp) {
    Map<Address, BigInteger> weights = new LinkedHashMap<>();
    for (Share share : model.contributors().shares()) {
      long left = (long) share.basisPoints() * (BasisPoints.WHOLE - trainerShareBp);
      weights.put(share.owner(), BigInteger.valueOf(left));
    }
    BigInteger own = BigInteger.valueOf((long) trainerShareBp * BasisPoints.WHOLE);
    weights.merge(model.trainer(), own, BigInteger::add);
    return BasisPoints.divide(weights).stream()
        .filter(share -> share.basisPoints() > 0)
        .map(share -> new Contributor(share.owner(), share.basisPoints()))
        .toList();
  }

  /** The parent's number and the least share that its licence asks for. */
  private static List<ModelParent> parents(LinealChain chain, Optional<ModelManifest> parent) {
    if (parent.isEmpty()) {
      return List.of();
    }
    Sha256 hash = parent.get().sha256();
    long number =
        chain
            .models()
            .find(parent.get().trainer(), hash)
            .orElseThrow(() -> PublishErrors.unknownParent(hash, parent.get().trainer()));
    return List.of(new ModelParent(number, chain.models().terms(number).derivativeShareBp()));
  }
}
