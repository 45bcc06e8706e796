/** Commands of this module: what trainers and auditors type. */
package dev.lineal.lineage.cli;
