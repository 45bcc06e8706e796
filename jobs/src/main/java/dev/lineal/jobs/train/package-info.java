/** Encrypted training as Spark stages: public material and exact arithmetic only. */
package dev.lineal.jobs.train;
