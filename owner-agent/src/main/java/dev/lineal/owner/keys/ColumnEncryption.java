package dev.lineal.owner.keys;

import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Encrypts encoded columns under the joint public key (b, a): (b v + e_0 + m, a v + e_1) with fresh
 * ternary v and Gaussian e_0, e_1 (sigma 3.19). Degree 1, at the plaintext's scale. Source:
 * docs/protocol.md, columns.
 */
public final class ColumnEncryption {
  private final HeParameters parameters;
  private final ByteBuffer publicKey;
  private final Supplier<byte[]> keys;

  static {
    OwnerLibrary.load();
  }

  /**
   * @param publicKey b then a, residues in NTT form
   */
  public ColumnEncryption(HeParameters parameters, ByteBuffer publicKey) {
    this(parameters, publicKey, Ceremony.fresh(new SecureRandom()));
  }

  ColumnEncryption(HeParameters parameters, ByteBuffer publicKey, Supplier<byte[]> keys) {
    this.parameters = parameters;
    this.publicKey = ResidueBuffers.allocate(parameters, 2);
    this.publicKey
        .duplicate()
        .put(ResidueBuffers.require("The public key", parameters, 2, publicKey));
    this.keys = keys;
  }

  /**
   * Two packed polynomials.
   *
   * @param message the encoded column: one polynomial, residues in NTT form
   * @throws dev.lineal.he.HeFormatException when a residue is not canonical
   */
  public byte[] encryptPacked(ByteBuffer message) {
    return encryptPacked(message, keys.get());
  }

  /**
   * A fresh encryption of 0: two packed polynomials, a function of the owner's key and the item.
   */
  public byte[] zero(SecretShare share, RefreshItem item) {
    ByteBuffer nothing = ResidueBuffers.allocate(parameters, 1);
    return encryptPacked(nothing, RefreshRandomness.partialKey(share, item));
  }

  private byte[] encryptPacked(ByteBuffer message, byte[] key) {
    byte[] packed = new byte[2 * parameters.packedBytes()];
    try {
      ByteBuffer m = ResidueBuffers.require("The message", parameters, 1, message);
      packTo(parameters.id(), publicKey, m, key, packed);
      return packed;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The same as residues: writes two polynomials to {@code ciphertext}. */
  public void encrypt(ByteBuffer message, ByteBuffer ciphertext) {
    ByteBuffer m = ResidueBuffers.require("The message", parameters, 1, message);
    ByteBuffer out = ResidueBuffers.require("The ciphertext", parameters, 2, ciphertext);
    byte[] key = keys.get();
    try {
      encryptTo(parameters.id(), publicKey, m, key, out);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static native void encryptTo(
      int parameterSet, ByteBuffer publicKey, ByteBuffer message, byte[] key, ByteBuffer out);

  private static native void packTo(
      int parameterSet, ByteBuffer publicKey, ByteBuffer message, byte[] key, byte[] out);
}
