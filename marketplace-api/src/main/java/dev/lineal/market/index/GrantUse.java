package dev.lineal.market.index;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;

/**
 * A run that names a grant.
 *
 * @param run its id
 * @param dataset for which it names it
 */
public record GrantUse(Sha256 run, RunPlan plan, PlannedDataset dataset) {}
