/** The manifest of a model: what it is, what it was made from, and whom it pays. */
package dev.lineal.lineage.model;
