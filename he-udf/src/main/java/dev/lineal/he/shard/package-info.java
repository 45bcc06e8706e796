/**
 * Shard files: one block of an owner's rows, a ciphertext per column. Written by owners, read by
 * jobs; streaming, with the hash a dataset manifest names. Layout: docs/shards.md.
 */
package dev.lineal.he.shard;
