package dev.lineal.lineage.verify;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealChain;
import java.util.Optional;

/** Anchors as the contract on a chain has them. */
public record ChainAnchors(LinealChain chain) implements AnchorLookup {
  @Override
  public Optional<Anchored> find(Address by, Sha256 root) {
    String place =
        "chain %d, %s".formatted(chain.deployment().chainId(), chain.deployment().anchorLog());
    return chain
        .anchors()
        .find(by, root)
        .map(record -> new Anchored(record.leaves(), record.block(), place));
  }
}
