package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;

/** The joint public key (b, a), public: b = sum of b_i = -a s + e, a expanded from a seed. */
public final class JointKey {
  static {
    OwnerLibrary.load();
  }

  private final HeParameters parameters;
  private final byte[] seed;
  private final byte[] packed;

  /**
   * @param parameters of the study
   * @param seed of a, 32 bytes
   * @param packed b, one packed polynomial
   */
  public JointKey(HeParameters parameters, byte[] seed, byte[] packed) {
    this.parameters = parameters;
    this.seed = Bytes.hashSized("A seed", seed);
    this.packed = packed.clone();
  }

  public HeParameters parameters() {
    return parameters;
  }

  public byte[] seed() {
    return seed.clone();
  }

  public byte[] packed() {
    return packed.clone();
  }

  /**
   * b then a, residues in NTT form.
   *
   * @throws dev.lineal.he.HeFormatException when b has a residue that is not canonical
   */
  public ByteBuffer residues() {
    ByteBuffer key = ResidueBuffers.allocate(parameters, 2);
    add(parameters.id(), packed, key.slice(0, parameters.residueBytes()));
    uniform(parameters.id(), seed, key.slice(parameters.residueBytes(), parameters.residueBytes()));
    return key;
  }

  /** Adds a packed polynomial to residues. */
  static void addTo(HeParameters parameters, ByteBuffer sum, byte[] packed) {
    add(parameters.id(), packed, sum);
  }

  static JointKey of(HeParameters parameters, byte[] seed, ByteBuffer b) {
    byte[] packed = new byte[parameters.packedBytes()];
    pack(parameters.id(), b, packed);
    return new JointKey(parameters, seed, packed);
  }

  private static native void add(int parameterSet, byte[] packed, ByteBuffer sum);

  private static native void uniform(int parameterSet, byte[] seed, ByteBuffer out);

  private static native void pack(int parameterSet, ByteBuffer residues, byte[] packed);
}
