/** Encrypted training as a stage of a spark.ml pipeline. */
package dev.lineal.jobs.pipeline;
