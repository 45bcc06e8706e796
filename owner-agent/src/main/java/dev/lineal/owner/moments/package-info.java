/**
 * Collective means and deviations of a study's columns: each owner's exact sums over its own rows,
 * and what all owners together make of the totals.
 */
package dev.lineal.owner.moments;
