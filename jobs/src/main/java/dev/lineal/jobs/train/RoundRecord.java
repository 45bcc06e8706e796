package dev.lineal.jobs.train;

import java.io.Serializable;

/**
 * What is kept of one request: enough to prove what was asked and what came of it.
 *
 * @param digest SHA-256 of the request, hexadecimal
 * @param refreshed SHA-256 of each item's packed c_0, hexadecimal, item {@code first + i}
 */
public record RoundRecord(int round, int slice, String digest, int first, String[] refreshed)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
