package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.contract.LicenceMarket;
import java.time.Instant;
import java.util.Optional;

/**
 * What is asked of the market.
 *
 * @param dataset its number
 * @param terms number of the terms that were read
 * @param grant hash of the grant document with exactly these values
 * @param nonce of that document
 * @param contentRoot the one version; empty for every version
 * @param expires whole seconds
 * @param commercial whether models may earn
 * @param purpose what for
 */
public record GrantOrder(
    long dataset,
    long terms,
    Sha256 grant,
    Sha256 nonce,
    Optional<Sha256> contentRoot,
    Instant expires,
    boolean commercial,
    String purpose) {
  LicenceMarket.Order onChain() {
    return new LicenceMarket.Order(
        Numbers.uint(dataset),
        Numbers.uint(terms),
        grant.bytes(),
        nonce.bytes(),
        contentRoot.map(Sha256::bytes).orElseGet(() -> new byte[Sha256.BYTES]),
        Numbers.uint(expires.getEpochSecond()),
        commercial,
        purpose);
  }
}
