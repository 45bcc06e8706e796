/** A whole run in one job: sessions, ingest, training, release, model. */
package dev.lineal.jobs.run;
