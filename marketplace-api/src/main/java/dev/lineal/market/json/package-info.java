/** What the API answers, as JSON; its schemas are in {@code openapi/schemas.json}. */
package dev.lineal.market.json;
