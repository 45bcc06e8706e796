package dev.lineal.jobs.ingest;

import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.lineage.Sha256;

/**
 * A dataset version and where to get it.
 *
 * @param owner whose agent publishes it
 * @param contentRoot of the version
 * @param manifest hash of its manifest, as anchored or planned
 */
public record DatasetSource(OwnerAddress owner, Sha256 contentRoot, Sha256 manifest) {}
