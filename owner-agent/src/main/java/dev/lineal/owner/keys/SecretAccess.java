package dev.lineal.owner.keys;

/**
 * The token without which no secret leaves its native buffer. Holding one is the permission; a
 * search for this class finds every place that reads or writes secret bytes.
 */
public final class SecretAccess {
  private static final SecretAccess STORAGE = new SecretAccess();

  private SecretAccess() {}

  /** For the layer that seals shares into files of mode 0600, and for nobody else. */
  public static SecretAccess forStorageAtRest() {
    return STORAGE;
  }
}
