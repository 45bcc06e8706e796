/** Anybody's CSV file as rows of numbers with a label, split and ready to be dealt out. */
package dev.lineal.jobs.data.csv;
