/**
 * Writes the lineage tables with Spark and Delta; {@code lineage.read} reads them without Spark.
 */
package dev.lineal.lineage.store;
