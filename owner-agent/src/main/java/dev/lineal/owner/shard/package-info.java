/**
 * From an owner's raw rows to its published dataset: reading and checking rows, standardising,
 * packing, encrypting, shard files, the dataset manifest, and the HTTP handlers that serve them.
 * Layouts: docs/shards.md.
 */
package dev.lineal.owner.shard;
