package dev.lineal.lineage.contribution;

import dev.lineal.lineage.Require;
import java.util.Arrays;

/** Where shares come from. Only {@link #LEAVE_ONE_OWNER_OUT} measures anything. */
public enum Method {
  /** In proportion to rows. Where losses are named beside it, they were measured and all zero. */
  ROWS("rows"),
  /** In proportion to what the released validation loss rises by without the owner's rows. */
  LEAVE_ONE_OWNER_OUT("leave-one-owner-out");

  /** Version of both methods. */
  public static final int VERSION = 1;

  private final String text;

  Method(String text) {
    this.text = text;
  }

  /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
  public static Method parse(String text) {
    return Arrays.stream(values())
        .filter(method -> method.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be rows or leave-one-owner-out, but is " + Require.quoted(text)));
  }

  /** The written form. */
  public String text() {
    return text;
  }
}
