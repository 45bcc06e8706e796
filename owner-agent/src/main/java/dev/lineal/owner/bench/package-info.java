/**
 * Speed of the arithmetic kernels, the owners' included, beside OpenFHE's operations, and peers'
 * libraries side by side.
 */
package dev.lineal.owner.bench;
