/**
 * Linear algebra on ciphertexts: a block times the weights, the activation's products and a block's
 * transpose times the residuals. No operation needs a key.
 */
package dev.lineal.he.linalg;
