package dev.lineal.he.refresh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.Examples;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.he.NoLiveHandles;
import dev.lineal.he.RefreshOperands;
import dev.lineal.he.Residues;
import dev.lineal.he.Sha256;
import dev.lineal.he.TestStudy;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshRequest.Position;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLiveHandles.class)
class RefreshRequestTest {
  private static final Position POSITION = new Position(Examples.RUN, 3, 1, 2);
  private static final int PRELUDE = 80;

  private TestStudy study;

  @BeforeEach
  void open() {
    study = new TestStudy(HeParameters.INSECURE_TEST_10, 91);
  }

  @AfterEach
  void close() {
    study.close();
  }

  private static String refused(Runnable operation) {
    return assertThrows(IllegalArgumentException.class, operation::run).getMessage();
  }

  private static String malformed(byte[] bytes) {
    return assertThrows(HeFormatException.class, () -> RefreshRequest.parse(bytes)).getMessage();
  }

  private static byte[] with(int offset, int value) {
    byte[] bytes = Examples.requestOfProducts();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, value);
    return bytes;
  }

  @Test
  void ofProducts_carriesC1AndC2() {
    List<Ciphertext> products = study.randoms(3, 2, 82);
    RefreshRequest made = RefreshRequest.ofProducts(POSITION, 7, products);
    RefreshRequest read = RefreshRequest.parse(made.toBytes());
    assertArrayEquals(made.toBytes(), read.toBytes());
    assertArrayEquals(Sha256.of(made.toBytes()), read.digest());
    assertArrayEquals(made.digest(), read.digest());
    assertEquals(3, read.items());
    assertArrayEquals(Examples.RUN, read.run());
    assertEquals(3, read.iteration());
    assertEquals(1, read.round());
    assertEquals(2, read.slice());
    assertEquals(study.key.keyId(), read.header().keyId());
    for (int item = 0; item < 3; item++) {
      assertEquals(7 + item, read.number(item));
      RefreshOperands operands = study.keep(read.operands(item));
      assertEquals(82, operands.scaleBits());
      Residues.of(operands).assertSame(Residues.of(products.get(item)).slice(1, 2));
    }
  }

  @Test
  void ofRefreshed_carriesC0OnlyAndTheSeedGivesTheRest() {
    Ciphertext value =
        study.keep(
            Ciphertext.ofSeed(
                study.parameters,
                40,
                study.key.keyId(),
                Examples.SEED,
                Residues.random(study.parameters, 1, study.random).packed(),
                0));
    RefreshRequest made = RefreshRequest.ofRefreshed(POSITION, 0, List.of(value, value));
    RefreshRequest read = RefreshRequest.parse(made.toBytes());
    assertEquals(PRELUDE + 2 * (8 + study.parameters.packedBytes()), read.toBytes().length);
    assertArrayEquals(value.toBytes(), study.keep(read.refreshed(1, Examples.SEED)).toBytes());
  }

  @Test
  void ofKnown_namesItsItemsOnly() {
    RefreshRequest made =
        RefreshRequest.ofKnown(POSITION, study.parameters, study.key.keyId(), 82, 7, 3);
    RefreshRequest read = RefreshRequest.parse(made.toBytes());
    assertEquals(PRELUDE + 3 * 8, made.length());
    assertArrayEquals(made.toBytes(), read.toBytes());
    assertArrayEquals(made.digest(), read.digest());
    assertEquals(0, read.header().polynomials());
    assertEquals(82, read.header().scaleBits());
    assertEquals(study.key.keyId(), read.header().keyId());
    assertEquals(List.of(3, 1, 2), List.of(read.iteration(), read.round(), read.slice()));
    for (int item = 0; item < 3; item++) {
      assertEquals(7 + item, read.number(item));
      assertEquals(0, read.packed(item).length);
    }
    assertThrows(HeFormatException.class, () -> read.operands(0));
    assertThrows(HeFormatException.class, () -> read.refreshed(0, Examples.SEED));
  }

  @Test
  void ofColumns_isTheSameAsOfProducts() {
    List<EncryptedBlock> block = List.of(study.keep(new EncryptedBlock(study.randoms(4, 1, 42))));
    Ciphertext residual = study.random(1, 40);
    GradientAccumulator sum =
        study.keep(new GradientAccumulator(study.parameters, study.key.keyId(), 4, 82));
    sum.add(block, List.of(residual));
    List<Ciphertext> products =
        List.of(
            study.keep(study.keep(block.get(0).column(1)).multiply(residual)),
            study.keep(study.keep(block.get(0).column(2)).multiply(residual)));
    assertArrayEquals(
        RefreshRequest.ofProducts(POSITION, 1, products).toBytes(),
        RefreshRequest.ofColumns(POSITION, sum, 1, 2).toBytes());
    GradientAccumulator part =
        study.keep(new GradientAccumulator(study.parameters, study.key.keyId(), 2, 82));
    part.addFrom(1, block, List.of(residual));
    assertArrayEquals(
        RefreshRequest.ofColumns(POSITION, sum, 1, 2).toBytes(),
        RefreshRequest.ofFeatures(POSITION, 1, part).toBytes());
    for (int[] range : new int[][] {{0, 0}, {0, 5}, {4, 1}, {-1, 1}, {1, Integer.MAX_VALUE}}) {
      assertEquals(
          "The accumulator has 4 columns; "
              + range[1]
              + " from number "
              + range[0]
              + " on cannot be requested.",
          refused(() -> RefreshRequest.ofColumns(POSITION, sum, range[0], range[1])));
    }
  }

  @Test
  void digest_dependsOnEveryByte() {
    byte[] bytes = Examples.requestOfProducts();
    String digest = Examples.hex(RefreshRequest.parse(bytes).digest());
    for (int offset : new int[] {32, 64, 72, PRELUDE, PRELUDE + 8, bytes.length - 6}) {
      byte[] changed = bytes.clone();
      changed[offset] ^= 1;
      assertEquals(
          false, Examples.hex(RefreshRequest.parse(changed).digest()).equals(digest), "" + offset);
    }
  }

  @Test
  void values_thatDoNotGoTogether() {
    String alike =
        "The items of this request are ciphertexts of degree %d of one parameter set, joint key and"
            + " scale.";
    Ciphertext product = study.random(2, 82);
    Ciphertext strange = study.keep(Residues.of(product).ciphertext(82, 9));
    Ciphertext large =
        study.keep(
            Residues.random(HeParameters.INSECURE_TEST_11, 3, study.random)
                .ciphertext(82, study.key.keyId()));
    for (Ciphertext other : List.of(study.random(1, 82), study.random(2, 80), strange, large)) {
      assertEquals(
          String.format(alike, 2),
          refused(() -> RefreshRequest.ofProducts(POSITION, 0, List.of(product, other))));
    }
    assertEquals(
        String.format(alike, 1),
        refused(() -> RefreshRequest.ofRefreshed(POSITION, 0, List.of(product))));
    String numbers = "A request has at least one item, and their numbers lie in 0 .. 2^31 - 1.";
    assertEquals(numbers, refused(() -> RefreshRequest.ofProducts(POSITION, 0, List.of())));
    assertEquals(numbers, refused(() -> RefreshRequest.ofProducts(POSITION, -1, List.of(product))));
    assertEquals(
        numbers,
        refused(() -> RefreshRequest.ofProducts(POSITION, Integer.MAX_VALUE, List.of(product))));
  }

  @ParameterizedTest
  @CsvSource({"64, -1", "68, 0", "68, -1", "68, 65536", "72, -1", "76, 1"})
  void parse_positionOutOfRange(int offset, int value) {
    assertEquals(
        "The request's iteration, round or slice is out of range.", malformed(with(offset, value)));
  }

  @Test
  void parse_itemsThatRepeatOrGoBack() {
    int second = PRELUDE + 8 + 2 * Examples.SET.packedBytes();
    String order = " is out of range; items stand in ascending order.";
    assertEquals("The number of item 0" + order, malformed(with(PRELUDE, -1)));
    assertEquals("The number of item 1" + order, malformed(with(second, 5)));
    assertEquals("The number of item 1" + order, malformed(with(second, 4)));
    assertEquals("The number of item 1" + order, malformed(with(PRELUDE, Integer.MAX_VALUE)));
    assertEquals("The reserved field of item 1 is not 0.", malformed(with(second + 4, 1)));
    assertEquals(6000, RefreshRequest.parse(with(second, 6000)).number(1));
  }

  @Test
  void operands_withAResidueAboveItsPrime() {
    byte[] bytes = Examples.requestOfProducts();
    int limb2 = (43 + 43) * Examples.SET.ringDegree() / 8;
    for (int i = 0; i < 6; i++) {
      bytes[PRELUDE + 8 + Examples.SET.packedBytes() + limb2 + i] = -1; // of c_2
    }
    RefreshRequest request = RefreshRequest.parse(bytes);
    HeFormatException e = assertThrows(HeFormatException.class, () -> request.operands(0).close());
    assertEquals(
        "polynomial 1, limb 2: a residue is not below its prime; the data are corrupt",
        e.getMessage());
    study.keep(request.operands(1));
  }

  @Test
  void items_thatAreNotThere() {
    RefreshRequest request = RefreshRequest.parse(Examples.requestOfProducts());
    for (int item : new int[] {-1, 2}) {
      String message = "The request has no item " + item + ".";
      assertEquals(message, refused(() -> request.number(item)));
      assertEquals(message, refused(() -> request.operands(item)));
    }
    RefreshRequest refreshed = RefreshRequest.parse(Examples.requestOfRefreshed());
    assertThrows(HeFormatException.class, () -> refreshed.operands(0));
    assertThrows(HeFormatException.class, () -> request.refreshed(0, Examples.SEED));
  }

  @Test
  void position_outOfRange() {
    assertEquals(
        "A run id has 32 bytes, not 31.", refused(() -> new Position(new byte[31], 0, 1, 0)));
    int[][] wrong = {{-1, 1, 0}, {0, 0, 0}, {0, 65536, 0}, {0, 1, -1}};
    for (int[] p : wrong) {
      assertEquals(
          "Iteration and slice are not negative and a round lies in 1 .. 65535.",
          refused(() -> new Position(Examples.RUN, p[0], p[1], p[2])));
    }
  }
}
