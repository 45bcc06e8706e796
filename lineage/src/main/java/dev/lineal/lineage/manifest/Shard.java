package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;

/**
 * The file of one block of rows: one ciphertext per column.
 *
 * @param index of the block, from 0
 * @param sha256 of the file
 * @param bytes length of the file
 * @param rows real rows in the block, padding not counted
 * @param columns number of ciphertexts
 */
public record Shard(int index, Sha256 sha256, long bytes, int rows, int columns) {
  /** No dataset has more shards. */
  public static final int MAX_SHARDS = 1 << 20;

  /** No block has more rows: the slots of the largest ring this version could name. */
  public static final int MAX_ROWS = 1 << 16;

  /** No shard has more columns. */
  public static final int MAX_COLUMNS = 1 << 20;

  public Shard {
    Require.range("index", index, 0, MAX_SHARDS - 1);
    Require.present("sha256", sha256);
    Require.range("bytes", bytes, 1, Require.MAX_JSON_INTEGER);
    Require.range("rows", rows, 1, MAX_ROWS);
    Require.range("columns", columns, 1, MAX_COLUMNS);
  }
}
