package dev.lineal.jobs.ingest;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardReader;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.owners.OwnerDownload;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One shard to pull and what the dataset's manifest says of it.
 *
 * @param contentRoot of the dataset, hexadecimal
 * @param index of the shard
 * @param sha256 of the file, hexadecimal
 */
record ShardPull(
    OwnerDownload source,
    String contentRoot,
    int index,
    String sha256,
    long bytes,
    int rows,
    int columns,
    String parameterSet,
    String keyId)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * One row per column, streamed. The hash is known only behind the last one: a wrong one fails the
   * task, and with it the one commit of the dataset.
   */
  Iterator<Row> rowsOfColumns() {
    try {
      ShardReader reader =
          ShardReader.of(source.get("/v1/datasets/" + contentRoot + "/shards/" + index), bytes);
      requireHeader(reader.header());
      return new Columns(reader);
    } catch (HeFormatException e) {
      throw bad(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireHeader(ShardHeader header) {
    boolean same =
        header.block() == index
            && header.rows() == rows
            && header.columns() == columns
            && header.parameters().name().equals(parameterSet)
            && HexFormat.of().toHexDigits(header.keyId()).equals(keyId);
    if (!same) {
      throw bad(
          "its header says block %d, %d rows, %d columns, %s, key %016x; the manifest says otherwise"
              .formatted(
                  header.block(),
                  header.rows(),
                  header.columns(),
                  header.parameters().name(),
                  header.keyId()));
    }
  }

  private RuntimeException bad(String why) {
    return JobErrors.checkFailed(
        "Shard %d of dataset %s of owner %s is not what its manifest says: %s"
            .formatted(index, contentRoot, source.owner().name(), why),
        "Nothing of the dataset was kept. Tell the owner; other datasets are not affected.");
  }

  private final class Columns implements Iterator<Row> {
    private final ShardReader reader;
    private int next;

    Columns(ShardReader reader) {
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      return next < columns;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      try {
        byte[] column = reader.nextPacked();
        Row row = RowFactory.create(contentRoot, index, sha256, rows, next, column);
        next++;
        if (!hasNext()) {
          finish();
        }
        return row;
      } catch (HeFormatException e) {
        throw bad(e.getMessage());
      } catch (IOException e) {
        throw bad("the download broke off (" + e.getMessage() + ")");
      }
    }

    private void finish() throws IOException {
      String got = HexFormat.of().formatHex(reader.sha256());
      reader.close();
      if (!got.equals(sha256)) {
        throw bad("its SHA-256 is " + got + ", not " + sha256 + ".");
      }
    }
  }
}
