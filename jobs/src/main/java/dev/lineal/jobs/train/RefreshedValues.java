package dev.lineal.jobs.train;

import dev.lineal.jobs.delta.DataFile;
import java.io.Serializable;
import java.util.List;

/** Where the tasks that make refreshed ciphertexts leave them, so that a run can be audited. */
@FunctionalInterface
public interface RefreshedValues extends Serializable {
  /** A run that keeps none of them. */
  RefreshedValues NOT_KEPT = (iteration, round, first, hashes, c0) -> null;

  /**
   * @param iteration from 0
   * @param first number of the first item, a block or a feature
   * @param hashes SHA-256 of each value, hexadecimal
   * @param c0 packed, one per item; c_1 comes from the request's digest
   * @return what the next checkpoint must make visible; null for nothing
   */
  DataFile keep(int iteration, int round, int first, String[] hashes, List<byte[]> c0);
}
