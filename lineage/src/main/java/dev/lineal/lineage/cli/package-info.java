/** Commands of this module: they parse, call one thing, and tell it. */
package dev.lineal.lineage.cli;
