package dev.lineal.lineage.model;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.study.Decimal;

/**
 * How good a model is, as one party says.
 *
 * @param name such as {@code accuracy}
 * @param value exact decimal
 * @param data hash of the data set it was computed on
 * @param rows of that data set
 * @param computedBy wallet of the trainer or of an owner
 */
public record Metric(String name, Decimal value, Sha256 data, long rows, Address computedBy) {
  public Metric {
    Require.name("name", name);
    Require.present("value", value);
    Require.present("data", data);
    Require.range("rows", rows, 1, Require.MAX_JSON_INTEGER);
    Require.present("computed_by", computedBy);
  }
}
