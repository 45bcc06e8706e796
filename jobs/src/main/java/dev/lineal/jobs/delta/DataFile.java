package dev.lineal.jobs.delta;

import java.io.Serializable;
import java.util.LinkedHashMap;

/**
 * A Parquet file in the folder of a table that no commit names yet.
 *
 * @param path absolute
 * @param bytes its length
 * @param modified milliseconds since 1970
 * @param partition column to value, as text
 */
public record DataFile(
    String path, long bytes, long modified, LinkedHashMap<String, String> partition)
    implements Serializable {
  private static final long serialVersionUID = 1L;
}
