package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import java.time.Instant;
import java.util.Optional;

/**
 * A root on chain.
 *
 * @param by the account that anchored it
 * @param leaves manifests under it
 * @param block its number
 * @param time of the block
 * @param transaction that anchored it: 0x and 64 hex digits; empty where the node keeps no logs
 */
public record AnchorRecord(
    Address by, Sha256 root, long leaves, long block, Instant time, Optional<String> transaction) {}
