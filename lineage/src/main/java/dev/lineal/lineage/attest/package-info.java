/** Signatures over manifests: DSSE envelopes of trainers and owners. */
package dev.lineal.lineage.attest;
