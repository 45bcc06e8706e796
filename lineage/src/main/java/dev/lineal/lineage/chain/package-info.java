/**
 * Ethereum accounts: addresses, wallets and EIP-712 signatures. The only package that knows web3j;
 * no type of web3j appears in its public methods.
 */
package dev.lineal.lineage.chain;
