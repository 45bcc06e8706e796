/** Reads the lineage tables with Delta Kernel, without Spark, and believes no row unchecked. */
package dev.lineal.lineage.read;
