/** From owners' shards to the Delta table of columns. */
package dev.lineal.jobs.ingest;
