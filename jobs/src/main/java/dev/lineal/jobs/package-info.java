/** Batch jobs on Spark: one main, one step per job, arguments in, a typed result as JSON out. */
package dev.lineal.jobs;
