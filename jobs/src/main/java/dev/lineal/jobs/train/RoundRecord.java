package dev.lineal.jobs.train;

import dev.lineal.jobs.delta.DataFile;
import java.io.Serializable;

/**
 * What is kept of one request: enough to prove what was asked and what came of it.
 *
 * @param digest SHA-256 of the request, hexadecimal
 * @param refreshed SHA-256 of each item's packed c_0, hexadecimal, item {@code first + i}
 * @param kept the file of these values that the next checkpoint makes visible; null for none
 */
public record RoundRecord(
    int round, int slice, String digest, int first, String[] refreshed, DataFile kept)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
