/** The marketplace: what is for sale, what it came from, and what of that was checked. */
package dev.lineal.market;
