package dev.lineal.owner.shard;

/** Hears how far an encryption is. */
@FunctionalInterface
public interface EncryptProgress {
  /** Tells nobody. */
  EncryptProgress SILENT = (fraction, rows) -> {};

  /** Rows between two calls. */
  int EVERY_ROWS = 512;

  /**
   * @param fraction of the file that was read, 0 .. 1
   * @param rows accepted so far
   */
  void at(double fraction, long rows);
}
