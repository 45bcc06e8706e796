/** Where a run's grants are: a file of signed lines, or a chain. */
package dev.lineal.jobs.grants;
