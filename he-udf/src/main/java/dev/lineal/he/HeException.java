package dev.lineal.he;

/** An operation on ciphertexts failed; the message says what to do. */
public class HeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HeException(String message) {
    super(message);
  }

  public HeException(String message, Throwable cause) {
    super(message, cause);
  }
}
