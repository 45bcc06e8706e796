/** {@code lineal bench train}: a whole training, owners as processes, with where its time goes. */
package dev.lineal.jobs.bench;
