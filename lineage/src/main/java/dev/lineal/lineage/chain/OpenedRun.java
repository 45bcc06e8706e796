package dev.lineal.lineage.chain;

import dev.lineal.lineage.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * A run whose plan was on chain before it began.
 *
 * @param opened the block's time
 * @param iterations that it uses up
 * @param scalars that it uses up
 * @param grants in the order of the plan
 */
public record OpenedRun(Instant opened, long iterations, long scalars, List<Sha256> grants) {}
