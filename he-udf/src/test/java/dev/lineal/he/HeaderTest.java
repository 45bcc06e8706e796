package dev.lineal.he;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.shard.ShardFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every field of the header, changed, is refused with a message that names it. */
@ExtendWith(NoLiveHandles.class)
class HeaderTest {
  private static byte[] valid(Kind kind) {
    return switch (kind) {
      case CIPHERTEXT -> Examples.ciphertext(1);
      case JOINT_PUBLIC_KEY -> Examples.key();
      case ACCUMULATOR -> Examples.accumulator();
      case REFRESH_REQUEST -> Examples.requestOfProducts();
      case SLOT_REFRESH_ANSWER -> Examples.slotAnswer(Examples.requestOfProducts());
      case TRACE_REFRESH_ANSWER -> Examples.traceAnswer(Examples.requestOfProducts());
      case SHARD -> Examples.shard();
      case TRACE_RELEASE_ANSWER -> Examples.releaseAnswer(Examples.requestOfProducts());
      case REFRESH_EVIDENCE -> Examples.evidence();
      case TRACE_SHARE_ANSWER -> Examples.shareAnswer(Examples.requestOfProducts());
      case PARTIAL_PRODUCT_ANSWER -> Examples.partialAnswer(Examples.requestOfProducts());
    };
  }

  private static void parse(Kind kind, byte[] bytes) {
    switch (kind) {
      case CIPHERTEXT -> Ciphertext.parse(bytes).close();
      case JOINT_PUBLIC_KEY -> JointPublicKey.parse(bytes).close();
      case ACCUMULATOR -> GradientAccumulator.parse(bytes).close();
      case REFRESH_REQUEST -> RefreshRequest.parse(bytes);
      case SLOT_REFRESH_ANSWER,
          TRACE_REFRESH_ANSWER,
          TRACE_RELEASE_ANSWER,
          TRACE_SHARE_ANSWER,
          PARTIAL_PRODUCT_ANSWER ->
          RefreshAnswer.parse(bytes, RefreshRequest.parse(Examples.requestOfProducts()));
      case SHARD -> shard(bytes);
      case REFRESH_EVIDENCE -> evidence(bytes);
    }
  }

  private static void evidence(byte[] bytes) {
    try {
      RefreshEvidence.read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void shard(byte[] bytes) {
    try {
      ShardFile.read(new ByteArrayInputStream(bytes), bytes.length).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String refused(Kind kind, byte[] bytes) {
    return assertThrows(HeFormatException.class, () -> parse(kind, bytes)).getMessage();
  }

  /** The valid object of a kind with a little-endian field of its header replaced. */
  private static byte[] with(Kind kind, int offset, int width, long value) {
    byte[] bytes = valid(kind);
    for (int i = 0; i < width; i++) {
      bytes[offset + i] = (byte) (value >>> 8 * i);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void examples_areRead(Kind kind) {
    parse(kind, valid(kind));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void fields_outOfRange_areNamed(Kind kind) {
    String corrupt = "The header of the " + kind + " is corrupt: ";
    assertEquals(
        "The data do not start with LINL; they are no Lineal object.",
        refused(kind, with(kind, 3, 1, 'l')));
    assertEquals(
        "The data have format version 2; this software reads version 1.",
        refused(kind, with(kind, 4, 2, 2)));
    assertEquals(
        "The data have format version 65535; this software reads version 1.",
        refused(kind, with(kind, 4, 2, 0xffff)));
    assertEquals(
        "The data are of kind 12, which this version does not know.",
        refused(kind, with(kind, 6, 2, 12)));
    assertEquals(
        "The data name parameter set number 9, which this version does not know. Known: STUDY_13,"
            + " INSECURE_TEST_10, INSECURE_TEST_11, INSECURE_TEST_12.",
        refused(kind, with(kind, 8, 2, 9)));
    assertEquals(
        corrupt + "the number of limbs is 8, outside 4 .. 4.", refused(kind, with(kind, 10, 1, 8)));
    assertEquals(
        "A " + kind + " has no items of 4 polynomials; the data are corrupt.",
        refused(kind, with(kind, 11, 1, 4)));
    assertEquals(
        corrupt + "the scale's bits is 121, outside 0 .. 120.",
        refused(kind, with(kind, 12, 2, 121)));
    assertEquals(
        corrupt + "the reserved field at offset 14 is 1, outside 0 .. 0.",
        refused(kind, with(kind, 14, 2, 1)));
    for (int items : new int[] {0, -1}) {
      assertEquals(
          corrupt + "the number of items is " + items + ", outside 1 .. 2147483647.",
          refused(kind, with(kind, 24, 4, items)));
    }
    assertEquals(
        corrupt + "the reserved field at offset 28 is -1, outside 0 .. 0.",
        refused(kind, with(kind, 28, 4, -1)));
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "REFRESH_EVIDENCE")
  void lengths_thatDisagree_areRefused(Kind kind) {
    byte[] bytes = valid(kind);
    for (int length : List.of(32, 33, bytes.length - 1, bytes.length + 1)) {
      assertEquals(
          "The "
              + kind
              + " has "
              + length
              + " bytes where its header says "
              + bytes.length
              + "; it is truncated or has something appended.",
          refused(kind, Arrays.copyOf(bytes, length)));
    }
    for (int length : List.of(0, 1, 31)) {
      assertEquals(
          "The data end before the header of 32 bytes does; they are truncated or no Lineal"
              + " object.",
          refused(kind, Arrays.copyOf(bytes, length)));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = Mode.EXCLUDE, names = "REFRESH_EVIDENCE")
  void anotherSetOrMoreItems_changesTheLength(Kind kind) {
    String says = "where its header says";
    boolean scalars = kind == Kind.TRACE_RELEASE_ANSWER || kind == Kind.TRACE_SHARE_ANSWER;
    assertEquals(!scalars, refused(kind, with(kind, 8, 2, 13)).contains(says));
    if (kind == Kind.CIPHERTEXT || kind == Kind.JOINT_PUBLIC_KEY) {
      assertEquals(
          "The header of the " + kind + " is corrupt: the number of items is 2, outside 1 .. 1.",
          refused(kind, with(kind, 24, 4, 2)));
    } else {
      assertEquals(true, refused(kind, with(kind, 24, 4, Integer.MAX_VALUE)).contains(says));
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void anotherKind_isNotTaken(Kind kind) {
    boolean answer = kind.toString().endsWith(" answer");
    Kind given = kind == Kind.CIPHERTEXT ? Kind.JOINT_PUBLIC_KEY : Kind.CIPHERTEXT;
    assertEquals(
        "This is a "
            + given
            + " where a "
            + (answer ? Kind.SLOT_REFRESH_ANSWER : kind)
            + " is needed.",
        refused(kind, with(kind, 6, 2, given.number())));
  }

  @ParameterizedTest
  @CsvSource({"12, 2, the scale's bits is 7", "16, 8, the key id is 7"})
  void keys_haveNeitherScaleNorKeyId(int offset, int width, String field) {
    assertEquals(
        "The header of the joint public key is corrupt: " + field + ", outside 0 .. 0.",
        refused(Kind.JOINT_PUBLIC_KEY, with(Kind.JOINT_PUBLIC_KEY, offset, width, 7)));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_ANSWER")
  void answers_haveTheRefreshedScale(Kind kind) {
    assertEquals(
        "The header of the " + kind + " is corrupt: the scale's bits is 42, outside 40 .. 40.",
        refused(kind, with(kind, 12, 2, 42)));
  }

  /** What another scale or key id means cannot be seen in the bytes: it is another ciphertext. */
  @Test
  void scaleAndKeyId_ofACiphertext_areItsOwn() {
    try (Ciphertext scaled = Ciphertext.parse(with(Kind.CIPHERTEXT, 12, 2, 17));
        Ciphertext strange = Ciphertext.parse(with(Kind.CIPHERTEXT, 16, 8, -5))) {
      assertEquals(17, scaled.scaleBits());
      assertEquals(-5, strange.keyId());
      assertThrows(IllegalArgumentException.class, () -> scaled.add(strange));
    }
  }

  @Test
  void write_thenParse_givesTheHeader() {
    Header header =
        new Header(Kind.ACCUMULATOR, HeParameters.STUDY_13, 2, 82, 0x0123456789abcdefL, 197);
    byte[] bytes = new byte[40];
    header.write(bytes, 8);
    assertEquals(header, Header.parse(bytes, 8));
    assertEquals(197, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(8 + 24));
  }
}
