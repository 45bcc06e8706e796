/** Replays of a run's steps from what it left for everybody. */
package dev.lineal.jobs.audit;
