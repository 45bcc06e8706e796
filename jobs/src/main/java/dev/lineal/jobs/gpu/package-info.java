/** Whether this machine's GPU gives the processor's bits, and how fast. */
package dev.lineal.jobs.gpu;
