package dev.lineal.lineage.contribution;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Address;

/**
 * One owner's part.
 *
 * @param owner wallet address
 * @param basisPoints 0 .. 10,000
 */
public record Share(Address owner, int basisPoints) {
  public Share {
    Require.present("owner", owner);
    Require.range("share_bp", basisPoints, 0, BasisPoints.WHOLE);
  }
}
