package dev.lineal.market.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.market.index.ChainState;
import dev.lineal.market.index.Freshness;
import dev.lineal.market.index.MarketIndex;
import java.util.Optional;

/** How current an answer is. */
public final class IndexJson {
  private IndexJson() {}

  /** Tables and chain: what was read, when, and whether that may be out of date. */
  public static ObjectNode of(MarketIndex index) {
    ObjectNode json = Json.object();
    ObjectNode tables = json.putObject("tables");
    if (index.ready()) {
      tables.put("version", index.snapshot().stock().version());
    } else {
      tables.putNull("version");
    }
    freshness(tables, index.tables());
    Optional<Freshness> chain = index.chain();
    if (chain.isEmpty()) {
      json.putNull("chain");
      return json;
    }
    Optional<ChainState> state = index.ready() ? index.snapshot().chain() : Optional.empty();
    ObjectNode node = json.putObject("chain");
    node.put("chain_id", state.map(ChainState::chainId).orElse(null));
    node.put("block", state.map(known -> known.head().number()).orElse(null));
    freshness(node, chain.get());
    return json;
  }

  private static void freshness(ObjectNode node, Freshness freshness) {
    node.put("read_at", Json.text(freshness.read()))
        .put("stale", freshness.stale())
        .put("problem", Json.text(freshness.problem()));
  }
}
