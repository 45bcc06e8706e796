package dev.lineal.he;

/** A native object made of ciphertexts of one parameter set and one joint key. */
public abstract class EncryptedObject extends NativeHandle {
  static {
    NativeLibrary.load(EncryptedObject.class, "lineal_he", "openfhe", "lineal_cuda");
  }

  private final HeParameters parameters;
  private final long keyId;

  protected EncryptedObject(
      long address, java.util.function.LongConsumer free, HeParameters parameters, long keyId) {
    super(address, free);
    this.parameters = parameters;
    this.keyId = keyId;
  }

  public final HeParameters parameters() {
    return parameters;
  }

  /** What {@link JointPublicKey#keyId()} of its key is. */
  public final long keyId() {
    return keyId;
  }

  /** Takes ownership of a native ciphertext that an operation on this object has made. */
  protected final Ciphertext ciphertext(long address, int degree, int scaleBits) {
    return new Ciphertext(address, parameters, degree, scaleBits, keyId);
  }

  /**
   * @throws IllegalArgumentException when {@code other} is under another joint key
   */
  protected final void requireKey(long other) {
    if (other != keyId) {
      throw new IllegalArgumentException(
          String.format(
              "Ciphertexts under different joint keys (%016x and %016x) do not combine.",
              keyId, other));
    }
  }
}
