package dev.lineal.lineage.verify;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import java.util.Optional;

/** Looks an anchored root up on a chain. */
public interface AnchorLookup {
  /**
   * Where a root was anchored.
   *
   * @param leaves of the tree, as the anchor says
   * @param block number
   * @param place the chain and the contract, for people
   */
  record Anchored(long leaves, long block, String place) {}

  /**
   * The anchor of a root by one account; empty where there is none.
   *
   * @throws dev.lineal.lineage.LineageException where the chain is out of reach
   */
  Optional<Anchored> find(Address by, Sha256 root);
}
