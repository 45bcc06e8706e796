/**
 * A trainer's side: the home with its wallet and the key to which owners seal what they release.
 */
package dev.lineal.lineage.trainer;
