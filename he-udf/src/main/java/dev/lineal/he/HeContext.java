package dev.lineal.he;

/**
 * Encoding and public-key encryption of one parameter set, by OpenFHE. Thread-safe. Arithmetic
 * needs no context: see {@link Ciphertext} and {@code dev.lineal.he.linalg}.
 */
public final class HeContext extends NativeHandle {
  static {
    NativeLibrary.load(HeContext.class, "lineal_he", "openfhe", "lineal_cuda");
  }

  private final HeParameters parameters;

  public HeContext(HeParameters parameters) {
    super(create(parameters.id()), HeContext::free);
    this.parameters = parameters;
  }

  public HeParameters parameters() {
    return parameters;
  }

  /**
   * The path of the arithmetic kernels: {@code scalar} or {@code avx2_fma}, or {@code cuda} where
   * the environment's {@code LINEAL_BACKEND} asks for it and a device answers.
   */
  public static String kernelPath() {
    return kernels();
  }

  /**
   * Encodes up to N/2 real values (the other slots are 0) at scale 2^42.
   *
   * @throws IllegalArgumentException when there are too many values, or one is not finite or not
   *     below 2^20 in magnitude
   */
  public Plaintext encode(double... slots) {
    int scaleBits = HeParameters.COLUMN_SCALE_BITS;
    return use(address -> new Plaintext(encode(address, slots, scaleBits), parameters, scaleBits));
  }

  /** A fresh degree-1 ciphertext of the values at scale 2^42, with OpenFHE's samplers. */
  public Ciphertext encrypt(JointPublicKey key, double... slots) {
    try (Plaintext plaintext = encode(slots)) {
      return use(
          address ->
              useAll(
                  java.util.List.of(plaintext, key),
                  a ->
                      new Ciphertext(
                          encrypt(address, a[0], a[1]),
                          parameters,
                          1,
                          plaintext.scaleBits(),
                          key.keyId())));
    }
  }

  private static native long create(int set);

  private static native void free(long self);

  private static native long encode(long self, double[] slots, int scaleBits);

  private static native long encrypt(long self, long plaintext, long key);

  private static native String kernels();
}
