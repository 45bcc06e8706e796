/** Public data sets from package registries, pinned by version and hash. */
package dev.lineal.jobs.data;
