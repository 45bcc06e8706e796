package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainGrant;
import java.util.List;
import java.util.Optional;

/**
 * A grant that the chain has, that plans name, or both. One that only plans name is in a ledger
 * that is not here.
 *
 * @param onChain as the market has it
 * @param uses by the plans in the tables
 */
public record NamedGrant(Sha256 id, Optional<ChainGrant> onChain, List<GrantUse> uses) {
  public NamedGrant {
    uses = List.copyOf(uses);
  }
}
