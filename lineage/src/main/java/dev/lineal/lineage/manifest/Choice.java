package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Enumerations by their written form. */
final class Choice {
  private Choice() {}

  static <T> T parse(T[] values, Function<T, String> written, String text) {
    return Arrays.stream(values)
        .filter(value -> written.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of %s, but is %s"
                        .formatted(
                            Arrays.stream(values).map(written).collect(Collectors.joining(", ")),
                            Require.quoted(text))));
  }
}
