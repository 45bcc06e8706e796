/** How a model's earnings are divided among the owners whose rows it learned from. */
package dev.lineal.lineage.contribution;
