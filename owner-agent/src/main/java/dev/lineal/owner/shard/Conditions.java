package dev.lineal.owner.shard;

import java.util.Optional;

/**
 * What a request says beyond its path (RFC 9110 sections 13 and 14).
 *
 * @param match If-Match
 * @param noneMatch If-None-Match
 * @param ifRange If-Range
 * @param range Range; always absent of a HEAD
 */
record Conditions(
    Optional<String> match,
    Optional<String> noneMatch,
    Optional<String> ifRange,
    Optional<String> range) {}
