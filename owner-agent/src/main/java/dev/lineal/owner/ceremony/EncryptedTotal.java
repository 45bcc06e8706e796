package dev.lineal.owner.ceremony;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.owner.keys.PackedTotals;
import dev.lineal.owner.keys.ResidueBuffers;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The public sum of all owners' encrypted totals. */
record EncryptedTotal(HeParameters parameters, byte[] packed, ByteBuffer c0, ByteBuffer c1) {
  private static final byte[] PURPOSE =
      "lineal/ceremony/moments/v1\0".getBytes(StandardCharsets.US_ASCII);

  /** Adds up packed ciphertexts, one per owner; a malformed one names its owner. */
  static EncryptedTotal sum(HeParameters parameters, long keyId, List<byte[]> packed) {
    Ciphertext sum = ciphertext(parameters, keyId, packed, 0);
    try {
      for (int owner = 1; owner < packed.size(); owner++) {
        try (Ciphertext next = ciphertext(parameters, keyId, packed, owner);
            Ciphertext before = sum) {
          sum = before.add(next);
        }
      }
      byte[] bytes = new byte[2 * parameters.packedBytes()];
      sum.pack(0, 2, bytes, 0);
      return sum.withResidues(
          residues ->
              new EncryptedTotal(
                  parameters,
                  bytes,
                  polynomial(parameters, residues, 0),
                  polynomial(parameters, residues, 1)));
    } finally {
      sum.close();
    }
  }

  /** Names this total, the key set, and what it is decrypted for. */
  byte[] digest(byte[] keySet) {
    return Sha256.hash(PURPOSE, keySet, packed).bytes();
  }

  /** The first {@code count} coefficients: c_0's and all owners' parts. */
  List<BigInteger> decrypted(List<byte[]> parts, int count) {
    long[] sum = PackedTotals.firstCoefficients(parameters, c0, count);
    for (int owner = 0; owner < parts.size(); owner++) {
      add(sum, parts.get(owner), owner);
    }
    List<BigInteger> values = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int at = k * HeParameters.LIMBS;
      values.add(parameters.centred(Arrays.copyOfRange(sum, at, at + HeParameters.LIMBS)));
    }
    return values;
  }

  private void add(long[] sum, byte[] part, int owner) {
    if (part.length != sum.length * Long.BYTES) {
      throw new StepRefusedException(owner, "its part of the decryption has the wrong length");
    }
    ByteBuffer residues = ByteBuffer.wrap(part);
    for (int i = 0; i < sum.length; i++) {
      long modulus = parameters.moduli().get(i % HeParameters.LIMBS);
      long residue = residues.getLong();
      if (residue < 0 || residue >= modulus) {
        throw new StepRefusedException(owner, "its part of the decryption is not canonical");
      }
      sum[i] = (sum[i] + residue) % modulus;
    }
  }

  private static Ciphertext ciphertext(
      HeParameters parameters, long keyId, List<byte[]> packed, int owner) {
    byte[] bytes = packed.get(owner);
    if (bytes.length != 2 * parameters.packedBytes()) {
      throw new StepRefusedException(owner, "its encrypted totals have the wrong length");
    }
    try {
      return Ciphertext.unpack(parameters, 1, 0, keyId, bytes, 0);
    } catch (HeFormatException e) {
      throw new StepRefusedException(owner, "its encrypted totals are no ciphertext");
    }
  }

  private static ByteBuffer polynomial(HeParameters parameters, ByteBuffer residues, int which) {
    ByteBuffer copy = ResidueBuffers.allocate(parameters, 1);
    int bytes = parameters.residueBytes();
    copy.duplicate().put(residues.slice(which * bytes, bytes));
    return copy;
  }
}
