/** Metrics: of encrypted weights on encrypted rows, and of released models on public ones. */
package dev.lineal.jobs.evaluate;
