/**
 * The rounds of every task as exact numbers: who makes a plan, owners, cluster and replayers derive
 * them here from a plan's own numbers, so that all have the same bits. Source: docs/protocol.md.
 */
package dev.lineal.he.rounds;
