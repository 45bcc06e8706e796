/** Trainings that a scheduler runs: submitted by their trainers, looked at by anybody. */
package dev.lineal.market.training;
