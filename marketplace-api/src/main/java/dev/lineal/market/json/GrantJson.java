package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainGrant;
import dev.lineal.market.index.GrantUse;
import dev.lineal.market.index.NamedGrant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Grants. */
public final class GrantJson {
  private GrantJson() {}

  /** As the chain has it, or as plans name it. */
  public static ObjectNode item(NamedGrant grant) {
    Optional<ChainGrant> on = grant.onChain();
    Optional<GrantUse> use = grant.uses().stream().findFirst();
    ObjectNode json =
        Json.object()
            .put("id", grant.id().toString())
            .put("kind", "grant")
            .put("on_chain", on.isPresent())
            .put("owner", first(on, ChainGrant::owner, use, named -> named.dataset().owner()))
            .put("licensee", first(on, ChainGrant::licensee, use, named -> named.plan().trainer()))
            .put("purpose", first(on, ChainGrant::purpose, use, named -> named.plan().purpose()))
            .put("study", use.map(named -> named.plan().study()).orElse(null))
            .put("dataset", on.map(ChainGrant::dataset).orElse(null))
            .put("issued", Json.text(on.map(ChainGrant::issued)))
            .put("expires", Json.text(on.map(ChainGrant::expires)))
            .put("revoked", Json.text(on.flatMap(ChainGrant::revoked)))
            .put("commercial_use", on.map(ChainGrant::commercial).orElse(null))
            .put("derivatives", on.map(ChainGrant::derivatives).orElse(null))
            .put("revenue_share_bp", on.map(ChainGrant::revenueShareBp).orElse(null))
            .put("iterations_used", on.map(ChainGrant::iterationsUsed).orElse(null))
            .put("released_scalars_used", on.map(ChainGrant::scalarsUsed).orElse(null))
            .put("price_wei", Json.text(on.map(ChainGrant::priceWei)));
    List<Sha256> runs = grant.uses().stream().map(GrantUse::run).distinct().toList();
    json.set("runs", Json.texts(runs));
    return json;
  }

  private static String first(
      Optional<ChainGrant> on,
      Function<ChainGrant, Object> there,
      Optional<GrantUse> use,
      Function<GrantUse, Object> named) {
    return on.map(there).or(() -> use.map(named)).map(Object::toString).orElse(null);
  }
}
