package dev.lineal.lineage.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  /** RFC 8785 section 3.2.3: keys in the order of their UTF-16 units. */
  @Test
  void keysAreSortedAsInTheRfc() {
    String input =
        """
        {"\\u20ac": "Euro Sign", "\\r": "Carriage Return", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
         "1": "One", "\\ud83d\\ude00": "Emoji: Grinning Face", "\\u0080": "Control",
         "\\u00f6": "Latin Small Letter O With Diaeresis"}""";
    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        canonical(input));
  }

  @Test
  void literalsAndEscapesTakeTheirOneForm() {
    assertEquals(
        "{\"a\":[null,true,false,-7,9007199254740991],\"b\":\"\\u000f\\n\\\"\\\\/\u20ac\"}",
        canonical(
            "{ \"b\" : \"\\u000F\\u000a\\\"\\\\\\/\\u20ac\",\n"
                + " \"a\": [ null, true, false, -7, 9007199254740991 ] }"));
  }

  @Test
  void canonicalBytesStayAsTheyAreAndHaveAHash() {
    byte[] bytes = "{\"a\":1,\"b\":[]}".getBytes(StandardCharsets.UTF_8);
    assertEquals("{\"a\":1,\"b\":[]}", canonical("{\"a\":1,\"b\":[]}"));
    assertEquals(Sha256.hash(bytes), CanonicalJson.sha256(bytes, "test"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"b\":1,\"a\":2}|2",
        "{\"a\": 1}|5",
        "{\"a\":1} |7",
        "{\"a\":\"\\u0041\"}|6",
        "{\"a\":-0}|5",
      })
  void whatIsNotCanonicalHasNoHash(String json, int offset) {
    // JUnit trims the value's end, so the blank is put back here.
    String text = offset == 7 ? json + " " : json;
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8), "plan"));
    assertEquals(
        "The plan is not in canonical form: byte "
            + offset
            + " differs from RFC 8785, so its hash would name another document."
            + " Use the file as it was published; editors and formatters change it.",
        error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":{\"b\":1.5}}|/a/b is a floating-point number, 1.5",
        "{\"a\":[0,1e2]}|/a/1 is a floating-point number, 1e2",
        "{\"a\":1.0}|/a is a floating-point number, 1.0",
        "{\"a\":9007199254740992}|/a is beyond 2^53 - 1; such numbers are written as texts",
        "{\"a\":-9007199254740992}|/a is beyond 2^53 - 1; such numbers are written as texts",
        "{\"a\":{\"b\":1,\"b\":2}}|Duplicate field 'b' at /a/b",
        "{\"a\":\"\\ud83d\"}|/a has half a surrogate pair",
        "{\"\\ude00\":1}|/\ude00 has half a surrogate pair",
        "{\"a\":1}{}|it goes on after its end",
        "~~|it is empty",
      })
  void whatCannotBeHashedSaysWhy(String json, String reason) {
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "plan"));
    assertEquals("The plan cannot be hashed: " + reason + ".", error.problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[1,2",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{'a':1}",
        "nul",
        "\ufeff{}"
      })
  void brokenJsonIsRefused(String json) {
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> CanonicalJson.canonicalize(json.getBytes(StandardCharsets.UTF_8), "plan"));
    assertEquals("json.not_hashable", error.code());
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    LineageException error =
        assertThrows(
            LineageException.class,
            () -> CanonicalJson.canonicalize(new byte[] {'"', (byte) 0xff, '"'}, "plan"));
    assertEquals("The plan cannot be hashed: it is not UTF-8.", error.problem());
    assertThrows(
        LineageException.class,
        () -> CanonicalJson.canonicalize("{}".getBytes(StandardCharsets.UTF_16), "plan"));
  }

  @Test
  void deepNestingIsRefusedBeforeItIsRead() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    LineageException error = assertThrows(LineageException.class, () -> canonical(deep));
    assertEquals("json.not_hashable", error.code());
  }

  private static String canonical(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new String(CanonicalJson.canonicalize(bytes, "test"), StandardCharsets.UTF_8);
  }
}
