/**
 * Merkle trees of RFC 9162 section 2.1 over SHA-256: tree hash, inclusion and consistency proofs.
 * For manifests and iterations; the trees of payouts are of another kind and live elsewhere.
 */
package dev.lineal.lineage.merkle;
