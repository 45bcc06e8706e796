package dev.lineal.owner.verify;

import dev.lineal.he.HeFormatException;
import dev.lineal.he.HeParameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Constant coefficients as residues, one per limb, 8 bytes each, little-endian. */
final class Residues {
  private Residues() {}

  static byte[] bytes(long[] residues) {
    ByteBuffer bytes = ByteBuffer.allocate(residues.length * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(residues);
    return bytes.array();
  }

  /**
   * One array per item.
   *
   * @throws HeFormatException when a residue is not below its prime
   */
  static List<long[]> all(HeParameters parameters, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<long[]> all = new ArrayList<>();
    while (in.hasRemaining()) {
      long[] residues = new long[HeParameters.LIMBS];
      for (int limb = 0; limb < residues.length; limb++) {
        residues[limb] = in.getLong();
        if (residues[limb] < 0 || residues[limb] >= parameters.moduli().get(limb)) {
          throw new HeFormatException("A constant of c_0 is not below its prime.");
        }
      }
      all.add(residues);
    }
    return all;
  }
}
