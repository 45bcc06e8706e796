/**
 * The documents whose hashes are the lineage: canonical JSON, dataset manifests and run plans, with
 * strict parsers. Statements follow in-toto v1 with a predicate shaped like SLSA provenance v1.
 */
package dev.lineal.lineage.manifest;
