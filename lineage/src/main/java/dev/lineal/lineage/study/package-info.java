/**
 * What the owners of a study agreed on before any key existed: purpose, schema, parameter set and
 * who takes part; and the moments their columns are standardised with.
 */
package dev.lineal.lineage.study;
