package dev.lineal.owner.shard;

/**
 * One fault of one row. It holds no value of the row.
 *
 * @param row counted from 1, the header not included
 * @param column name of the column, or empty where the whole row is at fault
 * @param rule that the row breaks
 */
public record Rejection(long row, String column, RowRule rule) {}
