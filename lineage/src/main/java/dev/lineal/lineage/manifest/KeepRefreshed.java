package dev.lineal.lineage.manifest;

/** Which refreshed ciphertexts a run keeps; a run that keeps only the last is not auditable. */
public enum KeepRefreshed {
  /** All of them: any step can be replayed. */
  ALL("all"),
  /** Those of the last iteration. */
  LAST("last");

  private final String text;

  KeepRefreshed(String text) {
    this.text = text;
  }

  /** Reads the written form; anything else is an {@link IllegalArgumentException}. */
  public static KeepRefreshed parse(String text) {
    return Choice.parse(values(), KeepRefreshed::text, text);
  }

  /** The written form. */
  public String text() {
    return text;
  }
}
