package dev.lineal.he.refresh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.Examples;
import dev.lineal.he.HeFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The layout of docs/formats.md, kind 9. */
class RefreshEvidenceTest {
  private static RefreshEvidence read(byte[] bytes) {
    try {
      return RefreshEvidence.read(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void read_givesWhatWasWritten() {
    byte[] bytes = Examples.evidence();
    RefreshEvidence evidence = read(bytes);
    RefreshRequest request = RefreshRequest.parse(Examples.requestOfProducts());
    assertEquals(bytes.length, evidence.length());
    assertArrayEquals(request.digest(), evidence.digest());
    assertEquals(request.slice(), evidence.position().slice());
    assertEquals(request.items(), evidence.header().items());
    assertEquals(5, evidence.c0().length);
    RefreshAnswer answer = RefreshAnswer.parse(evidence.answers().get(0).answer());
    assertEquals(request.number(1), answer.number(1));
    assertEquals(1, answer.owner());
  }

  @Test
  void read_refusesEveryOtherLength() {
    byte[] bytes = Examples.evidence();
    for (int length : new int[] {0, 31, 119, 120, 124, 190, bytes.length - 1}) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(HeFormatException.class, () -> read(cut), "length " + length);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    String message = assertThrows(HeFormatException.class, () -> read(longer)).getMessage();
    assertTrue(message.contains("1 bytes behind"), message);
  }

  @Test
  void read_refusesLengthsThatAreNotThere() {
    for (int at : new int[] {76, 112, 120 + 5 + 64}) {
      byte[] bytes = Examples.evidence();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, Integer.MAX_VALUE);
      assertThrows(HeFormatException.class, () -> read(bytes), "field at " + at);
    }
  }
}
