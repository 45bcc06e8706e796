/** The commands of an owner and of a study: {@code lineal owner ...}, {@code lineal study ...}. */
package dev.lineal.owner.cli;
