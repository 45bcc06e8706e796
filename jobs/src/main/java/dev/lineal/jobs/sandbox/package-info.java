/**
 * The whole line on one machine: owners, trainer and Spark as processes of the packaged programs.
 */
package dev.lineal.jobs.sandbox;
