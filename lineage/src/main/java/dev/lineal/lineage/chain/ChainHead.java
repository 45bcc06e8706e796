package dev.lineal.lineage.chain;

import java.time.Instant;

/**
 * The newest block.
 *
 * @param number its number
 * @param hash its hash: another one at the same number is another chain
 * @param time its time
 */
public record ChainHead(long number, String hash, Instant time) {}
