package dev.lineal.he;

/** Native memory is exhausted; the process goes on, the operation did nothing. */
public final class HeOutOfMemoryException extends HeException {
  private static final long serialVersionUID = 1L;

  public HeOutOfMemoryException(String message) {
    super(message);
  }
}
