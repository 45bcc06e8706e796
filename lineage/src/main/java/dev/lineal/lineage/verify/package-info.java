/** Bundles of everything that proves a model's descent, and their verification without us. */
package dev.lineal.lineage.verify;
