/**
 * Licences: what an owner grants to whom, the rules that hold a run plan against a grant, and the
 * ledgers that keep grants.
 */
package dev.lineal.lineage.licence;
