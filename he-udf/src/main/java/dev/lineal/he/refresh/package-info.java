/**
 * A collective refresh: the request that all owners get, an owner's answer, the seed of the
 * refreshed ciphertext, and the cluster's sum of the answers. Nothing here needs a key.
 */
package dev.lineal.he.refresh;
