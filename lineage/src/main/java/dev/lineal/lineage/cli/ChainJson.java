package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.lineage.chain.ChainModel;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.report.Report;
import java.math.BigInteger;
import java.util.List;

/** What is on chain as reports show it: docs/json.md. */
public final class ChainJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ChainJson() {}

  /** An amount: a decimal string. */
  public static JsonNode wei(BigInteger amount) {
    return TextNode.valueOf(amount.toString());
  }

  /** Adds {@code transaction}, {@code block} and {@code gas}. */
  public static Report with(Report report, MinedTransaction mined) {
    return report
        .with("transaction", TextNode.valueOf(mined.hash()))
        .with("block", LongNode.valueOf(mined.block()))
        .with("transaction_gas", LongNode.valueOf(mined.gas()));
  }

  /** Terms with the names they have on chain, in snake case. */
  public static ObjectNode terms(LicenceTerms terms) {
    ObjectNode json = JSON.objectNode();
    texts(json.putArray("purposes_allowed"), terms.purposesAllowed());
    texts(json.putArray("purposes_forbidden"), terms.purposesForbidden());
    json.put("commercial_use", terms.commercialUse())
        .put("derivatives", terms.derivatives())
        .put("invitation_only", terms.invitationOnly());
    texts(json.putArray("tasks"), terms.tasks());
    json.put("revenue_share_bp", terms.revenueShareBp())
        .put("iterations", terms.iterations())
        .put("released_scalars", terms.releasedScalars())
        .put("duration_s", terms.duration().toSeconds());
    texts(json.putArray("releases"), terms.releases());
    return json.put("price_wei", terms.priceWei().toString());
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  static ObjectNode grant(ChainGrant grant) {
    return JSON.objectNode()
        .put("grant", grant.id().toString())
        .put("dataset", grant.dataset())
        .put("terms", grant.terms())
        .put("owner", grant.owner().text())
        .put("licensee", grant.licensee().text())
        .put("purpose", grant.purpose())
        .put("content_root", grant.contentRoot().map(Sha256::toString).orElse(null))
        .put("commercial", grant.commercial())
        .put("issued", grant.issued().toString())
        .put("expires", grant.expires().toString())
        .put("revoked", grant.revoked().map(Object::toString).orElse(null))
        .put("iterations_used", grant.iterationsUsed())
        .put("released_scalars_used", grant.scalarsUsed())
        .put("price_wei", grant.priceWei().toString());
  }

  static ObjectNode model(ChainModel model) {
    ObjectNode json =
        JSON.objectNode()
            .put("model", model.number())
            .put("owner", model.owner().text())
            .put("commercial_use", model.terms().commercialUse())
            .put("derivatives", model.terms().derivatives())
            .put("derivative_share_bp", model.terms().derivativeShareBp())
            .put("price_per_call_wei", model.terms().pricePerCallWei().toString());
    ArrayNode contributors = json.putArray("contributors");
    model
        .contributors()
        .forEach(
            c ->
                contributors
                    .addObject()
                    .put("payee", c.payee().text())
                    .put("share_bp", c.shareBp()));
    ArrayNode parents = json.putArray("parents");
    model
        .parents()
        .forEach(p -> parents.addObject().put("model", p.model()).put("share_bp", p.shareBp()));
    ArrayNode versions = json.putArray("versions");
    model
        .versions()
        .forEach(
            v ->
                versions
                    .addObject()
                    .put("plan", v.plan().toString())
                    .put("manifest_sha256", v.manifest().toString())
                    .put("uri", v.uri()));
    return json;
  }
}
