package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The cluster's own part of traces that owners take themselves: constant coefficients of c_0,
 * summed over blocks, a residue per limb and column.
 */
final class TraceConstants {
  private final HeParameters parameters;
  private final List<long[]> sums = new ArrayList<>();

  TraceConstants(HeParameters parameters, int columns) {
    this.parameters = parameters;
    for (int j = 0; j < columns; j++) {
      sums.add(new long[HeParameters.LIMBS]);
    }
  }

  /** Adds the products of all columns. */
  void add(List<EncryptedBlock> blocks, List<Ciphertext> residuals) {
    List<long[]> more = EncryptedBlock.constantsOfC0(blocks, residuals, 0, sums.size());
    for (int j = 0; j < sums.size(); j++) {
      add(j, more.get(j));
    }
  }

  /** Adds what {@link #toBytes} made of as many columns. */
  void add(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int j = 0; j < sums.size(); j++) {
      long[] more = new long[HeParameters.LIMBS];
      for (int limb = 0; limb < more.length; limb++) {
        more[limb] = in.getLong();
      }
      add(j, more);
    }
  }

  private void add(int column, long[] more) {
    long[] sum = sums.get(column);
    for (int limb = 0; limb < sum.length; limb++) {
      sum[limb] = (sum[limb] + more[limb]) % parameters.moduli().get(limb);
    }
  }

  List<long[]> all() {
    return sums;
  }

  /** Of a slice of columns. */
  byte[] toBytes(Slice slice) {
    ByteBuffer out = ByteBuffer.allocate(slice.count() * HeParameters.LIMBS * Long.BYTES);
    for (long[] sum : sums.subList(slice.first(), slice.first() + slice.count())) {
      for (long residue : sum) {
        out.putLong(residue);
      }
    }
    return out.array();
  }
}
