/**
 * Ethereum: addresses, wallets, EIP-712 signatures, and Lineal's contracts through {@link
 * dev.lineal.lineage.chain.LinealChain}. The only package that knows web3j; none of its types
 * appears in public methods here, and the generated wrappers of {@code chain.contract} are for this
 * package alone.
 */
package dev.lineal.lineage.chain;
