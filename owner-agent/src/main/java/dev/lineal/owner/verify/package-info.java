/**
 * How an owner checks a cluster before it answers (docs/protocol.md, owners verify): one pass over
 * all published shards, then linear identities and recomputed values. Needs no share.
 */
package dev.lineal.owner.verify;
