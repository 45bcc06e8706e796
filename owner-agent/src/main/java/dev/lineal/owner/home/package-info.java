/**
 * An owner's home: one directory of mode 0700 with the wallet, the identity, sealed secrets and the
 * state of every study. Nothing in it is readable by others; what is secret is sealed as well.
 */
package dev.lineal.owner.home;
