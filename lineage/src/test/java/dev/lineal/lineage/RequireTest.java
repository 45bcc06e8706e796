package dev.lineal.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RequireTest {
  @Test
  void everyMessageNamesFieldRuleAndValue() {
    refused("n: must lie in 1 .. 3, but is 4", () -> Require.range("n", 4, 1, 3));
    refused("n: is missing", () -> Require.present("n", null));
    refused(
        "n: must be 1 to 64 of a-z, 0-9, '.', '_', '-', starting with a letter or digit, but is"
            + " 'Big'",
        () -> Require.name("n", "Big"));
    refused("n: must be a text of 1 to 1024 characters, but is ' '", () -> Require.text("n", " "));
    refused("n: must not contain control characters", () -> Require.text("n", "a\nb"));
    refused("n: must have at least one element", () -> Require.notEmpty("n", List.of()));
    refused("n: b appears more than once", () -> Require.distinct("n", List.of("a", "b", "b")));
    refused(
        "n: must be a time of whole seconds between 1970 and 9999, but is 1970-01-01T00:00:00.001Z",
        () -> Require.seconds("n", Instant.ofEpochMilli(1)));
    refused("must be 2 lower-case hex digits, but is 'A0'", () -> Require.hex("A0", 1));
  }

  @Test
  void longValuesAreCutInMessages() {
    assertEquals("'" + "x".repeat(80) + "...'", Require.quoted("x".repeat(81)));
    assertEquals("null", Require.quoted(null));
  }

  private static void refused(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }
}
