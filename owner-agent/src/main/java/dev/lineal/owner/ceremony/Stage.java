package dev.lineal.owner.ceremony;

import java.util.List;

/** A run of exchanges with one result: the keys, or the moments. Holds secrets while open. */
interface Stage extends AutoCloseable {
  List<Exchange> exchanges();

  /** Binds all randomness drawn from now on to what was accepted so far. */
  void accepted(byte[] view);

  /**
   * Persists the result; called again with the same outcome when the process died before the round
   * was on the disk.
   *
   * @return what all owners must have come to
   */
  byte[] finish();

  /** Erases what is no longer needed, once the last round is on the disk. */
  void finished();

  @Override
  void close();
}
