package dev.lineal.he;

/**
 * The GPU failed in a way that no later call in this process survives (an illegal address, an
 * uncorrectable memory error, a launch that never ended). Neither bad input nor a lack of memory:
 * the process must end, and its work be done again elsewhere.
 */
public final class HeDeviceException extends HeException {
  private static final long serialVersionUID = 1L;

  public HeDeviceException(String message) {
    super(message);
  }
}
