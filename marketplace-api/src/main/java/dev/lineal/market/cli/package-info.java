/** The command {@code lineal market}. */
package dev.lineal.market.cli;
