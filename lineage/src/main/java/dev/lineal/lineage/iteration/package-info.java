/** What a run leaves of each request to the owners, and the Merkle tree over it. */
package dev.lineal.lineage.iteration;
