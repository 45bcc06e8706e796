/**
 * What every part of the lineage shares: the SHA-256 value type, the checks of records and the
 * errors a user reads. Depends on nothing else of ours.
 */
package dev.lineal.lineage;
