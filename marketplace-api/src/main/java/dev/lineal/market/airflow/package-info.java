/** A client of Airflow's REST API (3.3): start a run, look at it, stop it. */
package dev.lineal.market.airflow;
