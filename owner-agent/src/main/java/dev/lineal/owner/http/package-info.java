/**
 * The owner's HTTP server: routes, limits, TLS, problems, metrics. It knows no secret; handlers
 * call {@code dev.lineal.owner.policy} and the groups of other packages. The only code that uses
 * Javalin, beside those groups. Source: docs/http.md.
 */
package dev.lineal.owner.http;
