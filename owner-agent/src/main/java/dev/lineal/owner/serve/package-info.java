/** {@code owner serve}: an owner's home behind its HTTP server. */
package dev.lineal.owner.serve;
