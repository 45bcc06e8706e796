/** How jobs talk to the owners' agents over HTTP. */
package dev.lineal.jobs.owners;
