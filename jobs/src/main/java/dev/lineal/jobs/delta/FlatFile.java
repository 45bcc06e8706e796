package dev.lineal.jobs.delta;

import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A Parquet file of integers, strings and bytes, none of them null. Delta Kernel's own writer reads
 * Hadoop's XML anew for each file, which for a file per request was a fifth of a task.
 */
final class FlatFile {
  private static final Map<Class<? extends DataType>, PrimitiveTypeName> KINDS =
      Map.of(
          IntegerType.class, PrimitiveTypeName.INT32,
          StringType.class, PrimitiveTypeName.BINARY,
          BinaryType.class, PrimitiveTypeName.BINARY);

  private FlatFile() {}

  static boolean holds(List<StructField> fields) {
    return fields.stream().allMatch(field -> KINDS.containsKey(field.getDataType().getClass()));
  }

  /**
   * @param folder the file is made in, under a name of its own
   * @param columns in the fields' order, all of one length
   */
  static FileStatus write(
      Configuration hadoop, String folder, List<StructField> fields, List<List<?>> columns)
      throws IOException {
    Path path = new Path(folder, UUID.randomUUID() + ".parquet");
    MessageType type =
        new MessageType("rows", fields.stream().map(FlatFile::type).toArray(Type[]::new));
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(HadoopOutputFile.fromPath(path, hadoop))
            .withType(type)
            .withConf(hadoop)
            .withDictionaryEncoding(false) // hashes and ciphertexts do not repeat
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED) // nor do they compress
            .build()) {
      for (int row = 0; row < columns.get(0).size(); row++) {
        writer.write(group(type, columns, row));
      }
    }
    return path.getFileSystem(hadoop).getFileStatus(path);
  }

  /** Optional as the table's columns are. */
  private static Type type(StructField field) {
    Types.PrimitiveBuilder<?> type = Types.optional(KINDS.get(field.getDataType().getClass()));
    return (Type)
        (field.getDataType() instanceof StringType
                ? type.as(LogicalTypeAnnotation.stringType())
                : type)
            .named(field.getName());
  }

  private static Group group(MessageType type, List<List<?>> columns, int row) {
    Group group = new SimpleGroup(type);
    for (int i = 0; i < columns.size(); i++) {
      Object value = columns.get(i).get(row);
      if (value instanceof Integer) {
        group.add(i, (Integer) value);
      } else if (value instanceof String) {
        group.add(i, (String) value);
      } else {
        group.add(i, Binary.fromConstantByteArray((byte[]) value));
      }
    }
    return group;
  }
}
