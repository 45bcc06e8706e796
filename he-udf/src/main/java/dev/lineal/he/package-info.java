/**
 * Arithmetic on ciphertexts of threshold CKKS without evaluation keys: rings, ciphertexts, the
 * joint public key and what the cluster may compute with them. Nothing here can decrypt.
 */
package dev.lineal.he;
