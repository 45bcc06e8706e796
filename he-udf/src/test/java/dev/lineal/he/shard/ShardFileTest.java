package dev.lineal.he.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.Examples;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.Residues;
import dev.lineal.he.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of docs/shards.md, and every way to spoil it. */
@ExtendWith(NoLiveHandles.class)
class ShardFileTest {
  private static final HeParameters SET = Examples.SET;
  private static final ShardHeader HEADER = new ShardHeader(SET, Examples.keyId(), 3, 400, 2);
  private static final int COLUMN = 2 * SET.packedBytes();

  private static byte[] example() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ShardWriter writer = new ShardWriter(out, HEADER)) {
      writer.column(Residues.example(SET, 2, 0).packed());
      writer.column(Residues.example(SET, 2, 1).packed());
      assertArrayEquals(Sha256.of(out.toByteArray()), writer.finish());
    }
    return out.toByteArray();
  }

  private static ShardFile read(byte[] bytes) throws IOException {
    return ShardFile.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void theExampleIsTheOneOfTheDocument() throws IOException {
    String document = Files.readString(Path.of("../docs/shards.md"));
    byte[] shard = example();
    for (String line :
        new String[] {
          "shard.bytes = " + shard.length,
          "shard.sha256 = " + Examples.hex(Sha256.of(shard)),
          "shard.head = " + Examples.hex(Arrays.copyOf(shard, 64))
        }) {
      assertTrue(document.contains("\n" + line + "\n"), line);
    }
    assertEquals(shard.length, HEADER.fileBytes());
  }

  @Test
  void whatWasWrittenIsReadBack(@TempDir Path directory) throws IOException {
    Path path = Files.write(directory.resolve("shard-00003.shard"), example());
    try (ShardFile shard = ShardFile.read(path)) {
      assertEquals(HEADER, shard.header());
      assertEquals(2, shard.block().columns());
      assertEquals(Examples.keyId(), shard.block().keyId());
      assertEquals(42, shard.block().scaleBits());
      for (int j = 0; j < 2; j++) {
        try (Ciphertext column = shard.block().column(j)) {
          Residues.of(column).assertSame(Residues.example(SET, 2, j));
        }
      }
      shard.requireSha256(Sha256.of(example()));
      HeFormatException other =
          assertThrows(HeFormatException.class, () -> shard.requireSha256(new byte[32]));
      assertTrue(other.getMessage().contains("where the manifest says 0000"), other.getMessage());
    }
  }

  @Test
  void aReaderStreamsPackedColumnsAndTheHash() throws IOException {
    byte[] shard = example();
    try (ShardReader reader = ShardReader.of(new ByteArrayInputStream(shard), shard.length)) {
      assertThrows(IllegalStateException.class, reader::sha256);
      assertArrayEquals(Residues.example(SET, 2, 0).packed(), reader.nextPacked());
      assertArrayEquals(Residues.example(SET, 2, 1).packed(), reader.nextPacked());
      assertThrows(IllegalStateException.class, reader::nextPacked);
      assertArrayEquals(Sha256.of(shard), reader.sha256());
      assertArrayEquals(Sha256.of(shard), reader.sha256());
    }
  }

  @ParameterizedTest(name = "byte {0} = {1}: {2}")
  @CsvSource({
    "0, 0, do not start with LINL",
    "4, 2, format version 2",
    "6, 1, This is a ciphertext where a shard is needed",
    "8, 99, parameter set number 99",
    "10, 3, the number of limbs is 3",
    "11, 3, no items of 3 polynomials",
    "12, 41, the scale's bits is 41",
    "24, 3, has 87600 bytes where its header says 131376",
    "24, 0, the number of items is 0",
    "35, 255, the block is",
    "36, 255, the number of rows is 65280",
    "40, 1, the reserved field at offset 40 is 1",
  })
  void aFaultOfTheHeaderIsNamed(int at, int value, String reason) throws IOException {
    refused(
        bytes -> {
          if (at == 36) {
            bytes[36] = 0;
            bytes[37] = (byte) value;
          } else {
            bytes[at] = (byte) value;
          }
        },
        reason);
  }

  @Test
  void aResidueThatIsNotCanonicalIsRefusedWithItsColumn() throws IOException {
    refused(
        bytes -> Arrays.fill(bytes, ShardHeader.BYTES + COLUMN, bytes.length, (byte) 0xff),
        "Column 1 of shard 3 is corrupt.");
  }

  private static void refused(Consumer<byte[]> spoil, String reason) throws IOException {
    byte[] shard = example();
    spoil.accept(shard);
    HeFormatException error = assertThrows(HeFormatException.class, () -> read(shard).close());
    assertTrue(error.getMessage().contains(reason), error.getMessage());
  }

  @Test
  void everyOtherLengthIsRefused() throws IOException {
    byte[] shard = example();
    Random random = new Random(5);
    for (int i = 0; i < 200; i++) {
      byte[] cut = Arrays.copyOf(shard, random.nextInt(shard.length));
      assertThrows(HeFormatException.class, () -> read(cut).close(), cut.length + " bytes");
    }
    assertThrows(
        HeFormatException.class, () -> read(Arrays.copyOf(shard, shard.length + 1)).close());
  }

  @Test
  void aStreamThatEndsBeforeItsLengthIsTruncated() throws IOException {
    byte[] cut = Arrays.copyOf(example(), ShardHeader.BYTES + COLUMN + 7);
    HeFormatException error =
        assertThrows(
            HeFormatException.class,
            () -> ShardFile.read(new ByteArrayInputStream(cut), HEADER.fileBytes()).close());
    assertTrue(
        error.getMessage().contains("ends after 7 of the 43776 bytes of column 1"),
        error.getMessage());
  }

  @Test
  void aWriterTakesExactlyItsColumns() throws IOException {
    try (ShardWriter writer = new ShardWriter(new ByteArrayOutputStream(), HEADER)) {
      assertThrows(IllegalStateException.class, writer::finish);
      assertThrows(IllegalArgumentException.class, () -> writer.column(new byte[5]));
      writer.column(new byte[COLUMN]);
      writer.column(new byte[COLUMN]);
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> writer.column(new byte[COLUMN]));
      assertEquals(
          "A shard of 2 columns of 43776 bytes takes no column number 2 of 43776 bytes.",
          error.getMessage());
    }
  }
}
