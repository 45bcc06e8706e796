/** What every command prints under {@code --json}: docs/json.md. */
package dev.lineal.lineage.report;
