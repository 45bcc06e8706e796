/** What was published, as OpenLineage events: for catalogues that follow other pipelines too. */
package dev.lineal.lineage.openlineage;
