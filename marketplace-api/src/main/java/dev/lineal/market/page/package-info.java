/** The page for people: server-rendered HTML and SVG, without scripts. */
package dev.lineal.market.page;
