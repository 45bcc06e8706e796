package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * A grant as the market has it; its limits are those of the terms it names.
 *
 * @param id hash of the grant document that its buyer stated
 * @param dataset its number
 * @param terms number of the terms it was made under
 * @param owner who held the dataset then
 * @param licensee who may use it
 * @param issued when it was made
 * @param expires the first instant at which it no longer counts
 * @param revoked when the owner took it back
 * @param iterationsUsed by runs opened so far
 * @param scalarsUsed by runs opened so far
 * @param revenueShareBp the owner's least share of every payment
 * @param commercial whether models may earn
 * @param derivatives whether models may be parents
 * @param nonce of the grant document
 * @param contentRoot the one version allowed
 * @param priceWei paid
 * @param purpose what for
 */
public record ChainGrant(
    Sha256 id,
    long dataset,
    long terms,
    Address owner,
    Address licensee,
    Instant issued,
    Instant expires,
    Optional<Instant> revoked,
    long iterationsUsed,
    long scalarsUsed,
    int revenueShareBp,
    boolean commercial,
    boolean derivatives,
    Sha256 nonce,
    Optional<Sha256> contentRoot,
    BigInteger priceWei,
    String purpose) {}
