/** What the tables and the chain say, in memory, kept current; all of it can be read again. */
package dev.lineal.market.index;
