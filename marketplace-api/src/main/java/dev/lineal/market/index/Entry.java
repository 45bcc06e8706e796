package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import java.util.Map;
import java.util.Set;

/**
 * What lists know of a thing.
 *
 * @param id by which it is asked for
 * @param text what a search looks at, in lower case
 * @param owners addresses that it belongs to
 * @param tasks that it is of or may be used for
 * @param licences tags: docs/market.md
 * @param keys by which it is sorted; as texts they have the order of what they stand for
 */
public record Entry(
    Sha256 id,
    String text,
    Set<String> owners,
    Set<String> tasks,
    Set<String> licences,
    Map<Sort.Key, String> keys) {}
