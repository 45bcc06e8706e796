package dev.lineal.jobs.train;

/**
 * What an iteration is to release.
 *
 * @param round of the plan
 * @param sums over all rows
 */
public record ReleaseRequest(int round, ReleasedSums sums) {}
