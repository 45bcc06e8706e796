package dev.lineal.market.index;

import java.util.Locale;

/** What can be listed. */
public enum Kind {
  DATASET,
  MODEL,
  RUN,
  GRANT;

  /** As in JSON: {@code dataset}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As in addresses: {@code datasets}. */
  public String plural() {
    return text() + "s";
  }
}
