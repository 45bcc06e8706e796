package dev.lineal.he.refresh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.he.Examples;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.Kind;
import dev.lineal.he.Residues;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshAnswerTest {
  private static final RefreshRequest REQUEST = RefreshRequest.parse(Examples.requestOfProducts());
  private static final int PRELUDE = 72;

  private static String malformed(byte[] bytes) {
    return assertThrows(HeFormatException.class, () -> RefreshAnswer.parse(bytes, REQUEST))
        .getMessage();
  }

  private static byte[] packed(int polynomials, long seed) {
    return Residues.random(Examples.SET, polynomials, new Random(seed)).packed();
  }

  @Test
  void slots_comeBackAsTheyWere() {
    byte[] first = packed(2, 1);
    byte[] second = packed(2, 2);
    RefreshAnswer made = RefreshAnswer.ofSlots(REQUEST, 3).slots(0, first).slots(1, second);
    RefreshAnswer read = RefreshAnswer.parse(made.toBytes(), REQUEST);
    assertEquals(Kind.SLOT_REFRESH_ANSWER, read.kind());
    assertEquals(3, read.owner());
    assertEquals(2, read.items());
    assertArrayEquals(REQUEST.digest(), read.digest());
    assertArrayEquals(made.toBytes(), read.toBytes());
    read.lend(
        1,
        (bytes, offset) ->
            assertEquals(ByteBuffer.wrap(second), ByteBuffer.wrap(bytes, offset, second.length)));
  }

  @Test
  void traces_comeBackAsTheyWere() {
    byte[] b = packed(1, 3);
    long[] h = {1, 2, 3, Examples.SET.moduli().get(3) - 1};
    RefreshAnswer made = RefreshAnswer.ofTraces(REQUEST, 0).trace(0, h, b).trace(1, new long[4], b);
    RefreshAnswer read = RefreshAnswer.parse(made.toBytes(), REQUEST);
    assertArrayEquals(h, read.trace(0));
    assertArrayEquals(new long[4], read.trace(1));
    read.lend(
        0,
        (bytes, offset) ->
            assertEquals(ByteBuffer.wrap(b), ByteBuffer.wrap(bytes, offset, b.length)));
  }

  @Test
  void releasedScalars_comeBackAndAddUp() {
    List<Long> q = Examples.SET.moduli();
    long[] largest = q.stream().mapToLong(prime -> prime - 1).toArray();
    RefreshAnswer made = RefreshAnswer.ofReleases(REQUEST, 0).released(0, largest);
    RefreshAnswer read = RefreshAnswer.parse(made.toBytes(), REQUEST);
    assertArrayEquals(largest, read.trace(0));
    assertArrayEquals(REQUEST.digest(), RefreshAnswer.parse(made.toBytes()).digest());
    assertEquals(72 + 2 * 40, made.length());
    long[] three = {3, 3, 3, 3};
    assertEquals(BigInteger.ONE, TraceRelease.sum(Examples.SET, three, List.of(read, read), 0));
    RefreshAnswer traces = RefreshAnswer.ofTraces(REQUEST, 1);
    assertEquals(
        "Owner 1 answered a release with a trace refresh answer.",
        assertThrows(
                HeFormatException.class,
                () -> TraceRelease.sum(Examples.SET, three, List.of(read, traces), 0))
            .getMessage());
  }

  /** The digest, the key id, an item's number and every reserved field. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 63, 68, PRELUDE, PRELUDE + 4})
  void parse_ofAnAnswerToAnotherRequest(int offset) {
    byte[] bytes = Examples.slotAnswer(Examples.requestOfProducts());
    bytes[offset] ^= 1;
    assertEquals(
        "Owner 1's answer belongs to another request; ask that owner again, and distrust it if it"
            + " repeats itself.",
        malformed(bytes));
  }

  @Test
  void parse_ofAnOwnerOrAnotherRoundThatCannotBe() {
    byte[] negative = Examples.slotAnswer(Examples.requestOfProducts());
    ByteBuffer.wrap(negative).order(ByteOrder.LITTLE_ENDIAN).putInt(64, -2);
    String another =
        "'s answer belongs to another request; ask that owner again, and distrust it if it repeats"
            + " itself.";
    assertEquals("Owner -2" + another, malformed(negative));
    assertEquals(
        "Owner 1" + another, malformed(Examples.slotAnswer(Examples.requestOfRefreshed())));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RefreshAnswer.ofSlots(REQUEST, -2));
    assertEquals("An owner's index is not negative, but -2 is.", e.getMessage());
  }

  @Test
  void trace_withAResidueAboveItsPrime() {
    byte[] bytes = Examples.traceAnswer(Examples.requestOfProducts());
    for (long wrong : new long[] {Examples.SET.moduli().get(0), -1}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(PRELUDE + 8, wrong);
      RefreshAnswer answer = RefreshAnswer.parse(bytes, REQUEST);
      HeFormatException e = assertThrows(HeFormatException.class, () -> answer.trace(0));
      assertEquals("Owner 2's trace of item 0 has a residue above its prime.", e.getMessage());
      assertArrayEquals(Examples.trace(1), answer.trace(1));
    }
  }

  @Test
  void fill_ofTheWrongKindOrLengthOrItem() {
    RefreshAnswer slots = RefreshAnswer.ofSlots(REQUEST, 0);
    RefreshAnswer traces = RefreshAnswer.ofTraces(REQUEST, 0);
    byte[] one = packed(1, 4);
    HeFormatException slot =
        assertThrows(HeFormatException.class, () -> slots.trace(0, new long[4], one));
    assertEquals(
        "This is a slot refresh answer where a trace refresh answer is needed.", slot.getMessage());
    HeFormatException trace =
        assertThrows(HeFormatException.class, () -> traces.slots(0, packed(2, 5)));
    assertEquals(
        "This is a trace refresh answer where a slot refresh answer is needed.",
        trace.getMessage());
    IllegalArgumentException length =
        assertThrows(IllegalArgumentException.class, () -> slots.slots(0, one));
    assertEquals(
        "Item 0 takes " + 2 * one.length + " packed bytes, not " + one.length + ".",
        length.getMessage());
    IllegalArgumentException item =
        assertThrows(IllegalArgumentException.class, () -> slots.slots(2, packed(2, 6)));
    assertEquals("The answer has no item 2.", item.getMessage());
  }
}
