/** Speed of the arithmetic kernels, the owners' included, beside OpenFHE's operations. */
package dev.lineal.owner.bench;
