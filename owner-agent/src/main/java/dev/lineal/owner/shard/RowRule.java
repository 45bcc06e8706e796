package dev.lineal.owner.shard;

/** Why a row was rejected; the written form is in the list of rejected rows. */
public enum RowRule {
  /** The row has more or fewer fields than the header. */
  FIELD_COUNT("field-count"),
  /** The field is empty. */
  MISSING("missing"),
  /** The field is no decimal number. */
  NOT_A_NUMBER("not-a-number"),
  /** NaN, an infinity, or a number that no double can hold. */
  NOT_FINITE("not-finite"),
  /** A fraction in a column of integers. */
  NOT_AN_INTEGER("not-an-integer"),
  /** An integer beyond 2^53 - 1, which a double does not hold exactly. */
  BEYOND_2_53("beyond-2-53"),
  /** Less than the schema's lower bound. */
  BELOW_MIN("below-min"),
  /** More than the schema's upper bound. */
  ABOVE_MAX("above-max"),
  /** Neither of the two classes. */
  UNKNOWN_LABEL("unknown-label");

  private final String text;

  RowRule(String text) {
    this.text = text;
  }

  /** The written form. */
  public String text() {
    return text;
  }
}
