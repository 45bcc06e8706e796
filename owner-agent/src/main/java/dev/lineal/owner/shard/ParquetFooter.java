package dev.lineal.owner.shard;

import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * What a Parquet file says of itself. Delta Kernel reads columns as a type that it is told; this
 * tells it the file's own.
 *
 * @param schema of the file
 * @param rows in the file
 */
record ParquetFooter(MessageType schema, long rows) {
  static ParquetFooter read(Path file) {
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      return new ParquetFooter(reader.getFileMetaData().getSchema(), reader.getRecordCount());
    } catch (IOException e) {
      throw DatasetErrors.unreadable(file, e);
    } catch (RuntimeException e) {
      throw DatasetErrors.parquet(file, e);
    }
  }

  /** The schema's columns in its order, with the types that the file has. */
  StructType select(Path file, SchemaCheck check) {
    try {
      check.positions(schema.getFields().stream().map(Type::getName).toList());
    } catch (IllegalArgumentException mismatch) {
      throw DatasetErrors.header(file, mismatch.getMessage());
    }
    StructType selected = new StructType();
    for (int column = 0; column < check.size(); column++) {
      Type type = schema.getType(check.name(column));
      selected =
          selected.add(
              check.name(column),
              readable(type).orElseThrow(() -> DatasetErrors.parquetType(file, type.toString())));
    }
    return selected;
  }

  private static Optional<DataType> readable(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.empty();
    }
    PrimitiveType primitive = type.asPrimitiveType();
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return Optional.of(new DecimalType(decimal.getPrecision(), decimal.getScale()));
    }
    if (logical instanceof StringLogicalTypeAnnotation) {
      return Optional.of(StringType.STRING);
    }
    if (logical == null || logical instanceof IntLogicalTypeAnnotation whole && whole.isSigned()) {
      return Optional.ofNullable(plain(primitive.getPrimitiveTypeName()));
    }
    return Optional.empty();
  }

  private static DataType plain(PrimitiveType.PrimitiveTypeName name) {
    return switch (name) {
      case BOOLEAN -> BooleanType.BOOLEAN;
      case INT32 -> IntegerType.INTEGER;
      case INT64 -> LongType.LONG;
      case FLOAT -> FloatType.FLOAT;
      case DOUBLE -> DoubleType.DOUBLE;
      default -> null;
    };
  }
}
