package dev.lineal.lineage.chain;

/**
 * What was written, and the transaction that did.
 *
 * @param value such as the number of what was made
 */
public record Written<T>(T value, MinedTransaction transaction) {}
