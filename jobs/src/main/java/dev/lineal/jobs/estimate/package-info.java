/** What a run would take: exact bytes and counts, and times by measured rates (docs/scale.md). */
package dev.lineal.jobs.estimate;
