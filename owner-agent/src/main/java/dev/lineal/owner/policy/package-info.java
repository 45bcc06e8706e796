/**
 * What an owner answers and what it refuses: sessions, budgets, the transcript. Everything here is
 * checked before a secret is touched. Source: docs/protocol.md, collective refresh.
 */
package dev.lineal.owner.policy;
