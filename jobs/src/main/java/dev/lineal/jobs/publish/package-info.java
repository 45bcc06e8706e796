/** From released numbers to a model that anybody can load. */
package dev.lineal.jobs.publish;
