package dev.lineal.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void hashesThePartsOneAfterAnother() {
    assertEquals(ABC, Sha256.hash(bytes("a"), bytes("bc")).toString());
    assertEquals(Sha256.parse(ABC), Sha256.hash(bytes("abc")));
    assertEquals(Sha256.parse(ABC).hashCode(), Sha256.hash(bytes("abc")).hashCode());
    assertNotEquals(Sha256.parse(ABC), Sha256.hash());
  }

  @Test
  void ownsItsBytes() {
    byte[] bytes = Sha256.parse(ABC).bytes();
    Sha256 hash = Sha256.of(bytes);
    bytes[0] ^= 1;
    hash.bytes()[1] ^= 1;
    assertEquals(ABC, hash.toString());
  }

  @Test
  void comparesBytesAsUnsigned() {
    assertTrue(Sha256.parse("80" + ABC.substring(2)).compareTo(Sha256.parse(ABC)) < 0);
    assertTrue(Sha256.parse("7f" + ABC.substring(2)).compareTo(Sha256.parse(ABC)) < 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "BA7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad00"
      })
  void anythingButLowerCaseHexIsRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Sha256.parse(text)).getMessage();
    assertEquals("must be 64 lower-case hex digits, but is '" + text + "'", message);
  }

  @Test
  void anotherLengthIsRefused() {
    assertEquals(
        "must be 32 bytes, but is 31",
        assertThrows(IllegalArgumentException.class, () -> Sha256.of(new byte[31])).getMessage());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
