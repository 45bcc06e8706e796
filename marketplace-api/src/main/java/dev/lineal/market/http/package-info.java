/** The server: routes, errors, limits, metrics. The only package that knows Javalin. */
package dev.lineal.market.http;
