package dev.lineal.he.shard;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.linalg.EncryptedBlock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A shard that was read whole and checked: its header, its hash, and its block. */
public final class ShardFile implements AutoCloseable {
  private final ShardHeader header;
  private final byte[] sha256;
  private final EncryptedBlock block;

  private ShardFile(ShardHeader header, byte[] sha256, EncryptedBlock block) {
    this.header = header;
    this.sha256 = sha256;
    this.block = block;
  }

  /**
   * Reads a file.
   *
   * @throws HeFormatException when it is no shard: truncated, too long, altered where that shows
   */
  public static ShardFile read(Path file) throws IOException {
    try (ShardReader reader = ShardReader.open(file)) {
      return read(reader);
    }
  }

  /** The same for {@code length} bytes, such as an HTTP body. */
  public static ShardFile read(InputStream in, long length) throws IOException {
    try (ShardReader reader = ShardReader.of(in, length)) {
      return read(reader);
    }
  }

  private static ShardFile read(ShardReader reader) throws IOException {
    List<Ciphertext> columns = new ArrayList<>();
    try {
      while (reader.hasNext()) {
        columns.add(reader.next());
      }
      byte[] sha256 = reader.sha256();
      return new ShardFile(reader.header(), sha256, new EncryptedBlock(columns));
    } finally {
      columns.forEach(Ciphertext::close);
    }
  }

  public ShardHeader header() {
    return header;
  }

  /** SHA-256 of the whole file, as the dataset manifest names it. */
  public byte[] sha256() {
    return sha256.clone();
  }

  /** The block; closed with this. */
  public EncryptedBlock block() {
    return block;
  }

  /**
   * Checks that this is the shard which a manifest names.
   *
   * @return this
   * @throws HeFormatException naming both hashes
   */
  public ShardFile requireSha256(byte[] expected) {
    if (!MessageDigest.isEqual(sha256, expected)) {
      throw new HeFormatException(
          "Shard %d has SHA-256 %s where the manifest says %s; it was altered or belongs to another dataset."
              .formatted(
                  header.block(),
                  HexFormat.of().formatHex(sha256),
                  HexFormat.of().formatHex(expected)));
    }
    return this;
  }

  @Override
  public void close() {
    block.close();
  }
}
