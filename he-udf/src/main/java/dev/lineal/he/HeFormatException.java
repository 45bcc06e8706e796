package dev.lineal.he;

/**
 * Bytes that are no valid Lineal object: truncated, altered, of another version or parameter set.
 */
public final class HeFormatException extends HeException {
  private static final long serialVersionUID = 1L;

  public HeFormatException(String message) {
    super(message);
  }
}
