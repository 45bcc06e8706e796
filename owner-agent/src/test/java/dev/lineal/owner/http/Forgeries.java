package dev.lineal.owner.http;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.refresh.RefreshRequest;
import java.math.BigInteger;
import java.util.Arrays;

/** Requests that are well-formed and not what was agreed. */
final class Forgeries {
  private static final int RUN_AT = 32;
  private static final int FIRST_AT = 88;

  private Forgeries() {}

  /** Where an item's packed polynomials start. */
  static int at(RefreshRequest request, int item) {
    int polynomials = request.header().polynomials();
    return FIRST_AT + item * (8 + polynomials * request.header().parameters().packedBytes());
  }

  /** Item 0 becomes these packed polynomials. */
  static byte[] with(RefreshRequest request, byte[] packed) {
    byte[] forged = request.toBytes();
    System.arraycopy(packed, 0, forged, at(request, 0), packed.length);
    return forged;
  }

  /** c_1 = floor(Q / 3), c_2 = 0: one answer reads a ternary share. */
  static byte[] keyRecovery(RefreshRequest request) {
    HeParameters set = request.header().parameters();
    byte[] packed = new byte[2 * set.packedBytes()];
    System.arraycopy(
        constant(set, set.modulus().divide(BigInteger.valueOf(3))),
        0,
        packed,
        0,
        set.packedBytes());
    int polynomials = request.header().polynomials();
    return with(request, Arrays.copyOf(packed, polynomials * set.packedBytes()));
  }

  /** A constant polynomial, packed. */
  static byte[] constant(HeParameters set, BigInteger value) {
    try (Ciphertext zero = Ciphertext.unpack(set, 1, 40, 0, new byte[2 * set.packedBytes()], 0);
        Ciphertext constant = zero.addConstant(set.residues(value))) {
      byte[] packed = new byte[set.packedBytes()];
      constant.pack(0, 1, packed, 0);
      return packed;
    }
  }

  /** The first polynomial of item 0 plus {@code factor} times a packed polynomial. */
  static byte[] plus(RefreshRequest request, BigInteger factor, byte[] polynomial) {
    HeParameters set = request.header().parameters();
    try (WeightedSum sum = WeightedSum.unpack(set, 1, request.packed(0), 0);
        WeightedSum term = WeightedSum.unpack(set, 1, polynomial, 0)) {
      return with(request, sum.add(term, set.residues(factor)).packed());
    }
  }

  /** Items 0 and 1 change places. */
  static byte[] swapped(RefreshRequest request) {
    byte[] forged = with(request, request.packed(1));
    byte[] first = request.packed(0);
    System.arraycopy(first, 0, forged, at(request, 1), first.length);
    return forged;
  }

  /** The lowest bit of one residue of one limb is another. */
  static byte[] residue(RefreshRequest request, int item, int polynomial, int limb, int position) {
    byte[] forged = request.toBytes();
    flip(
        request.header().parameters(),
        forged,
        at(request, item) + polynomial * request.header().parameters().packedBytes(),
        limb,
        position);
    return forged;
  }

  /** Alters a residue of a packed polynomial at an offset. */
  static void flip(HeParameters set, byte[] packed, int offset, int limb, int position) {
    int at = offset;
    for (int l = 0; l < limb; l++) {
      at += set.residueBits(l) * set.ringDegree() / 8;
    }
    long bit = (long) position * set.residueBits(limb);
    packed[at + (int) (bit / 8)] ^= (byte) (1 << (bit % 8));
  }

  /** A request of another run, renamed. */
  static byte[] replayed(RefreshRequest other, byte[] run) {
    byte[] forged = other.toBytes();
    System.arraycopy(run, 0, forged, RUN_AT, run.length);
    return forged;
  }
}
