package dev.lineal.owner.shard;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import java.util.Optional;

/** How a value of one Kernel type goes into a check. */
@FunctionalInterface
interface ParquetValue {
  /** The value at {@code index}, which is not null. */
  Optional<RowRule> check(
      ColumnVector vector, int index, ValueCheck check, double[] row, int column);

  /** The way of one of the types that {@link ParquetFooter#select} gives. */
  static ParquetValue of(DataType type) {
    if (type instanceof DoubleType) {
      return (vector, i, check, row, j) -> check.number(vector.getDouble(i), row, j);
    }
    if (type instanceof FloatType) {
      return (vector, i, check, row, j) -> check.number(vector.getFloat(i), row, j);
    }
    if (type instanceof LongType) {
      return (vector, i, check, row, j) -> check.integer(vector.getLong(i), row, j);
    }
    if (type instanceof IntegerType) {
      return (vector, i, check, row, j) -> check.integer(vector.getInt(i), row, j);
    }
    if (type instanceof DecimalType) {
      return (vector, i, check, row, j) -> check.text(vector.getDecimal(i).toString(), row, j);
    }
    if (type instanceof StringType) {
      return (vector, i, check, row, j) -> check.text(vector.getString(i).strip(), row, j);
    }
    if (type instanceof BooleanType) {
      return (vector, i, check, row, j) ->
          check.text(Boolean.toString(vector.getBoolean(i)), row, j);
    }
    throw new IllegalArgumentException("no way to read " + type);
  }
}
