/**
 * Linear algebra on ciphertexts: a block times the weights, the activation's products, a block's
 * transpose times the residuals, and the cluster's part of a refresh. No operation needs a key.
 */
package dev.lineal.he.linalg;
