/** Ed25519 identity keys, what they sign, and the statement that binds one to a wallet. */
package dev.lineal.lineage.identity;
