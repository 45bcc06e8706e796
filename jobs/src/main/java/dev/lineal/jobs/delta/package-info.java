/** Appending to Delta tables from tasks and from the driver, without a query. */
package dev.lineal.jobs.delta;
