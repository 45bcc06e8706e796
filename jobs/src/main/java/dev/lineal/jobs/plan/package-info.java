/** A run's mathematics: the fixed-point factors of its plan, its plaintext twin, and the model. */
package dev.lineal.jobs.plan;
