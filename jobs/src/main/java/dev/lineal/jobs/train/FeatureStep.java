package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.TraceRefresh;
import java.io.Serializable;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Round 5 of one slice of features: the trace refresh to the new weights.
 *
 * @param slice of features
 * @param seeds of the new weights' a
 * @param c0 of the new weights, packed
 * @param w the cluster's shares of w
 * @param v the cluster's shares of v
 */
record FeatureStep(
    Slice slice,
    ArrayList<byte[]> seeds,
    ArrayList<byte[]> c0,
    ArrayList<BigInteger> w,
    ArrayList<BigInteger> v,
    RoundRecord record)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  static final int ROUND = 5;

  /**
   * @param gradient the sum over all blocks, of this slice's features
   * @param shares the cluster's shares of this slice's features
   */
  static FeatureStep of(
      RunTerms terms,
      int iteration,
      Slice slice,
      GradientAccumulator gradient,
      WeightShares shares,
      NesterovStep step,
      Exchange exchange) {
    RefreshRequest request =
        RefreshRequest.ofFeatures(
            new RefreshRequest.Position(terms.run(), iteration, ROUND, slice.number()),
            slice.first(),
            gradient);
    Exchange.Answers asked = exchange.ask(Optional.empty(), request);
    List<RefreshAnswer> answers = asked.parsed();
    exchange.tell(exchange.evidence(request, () -> constants(gradient), asked));
    List<TraceRefresh> refreshes = new ArrayList<>();
    try {
      for (int j = 0; j < slice.count(); j++) {
        refreshes.add(absorbed(gradient, j, answers));
      }
      WeightShares next = step.next(shares, refreshes.stream().map(TraceRefresh::masked).toList());
      RefreshSeed seed = RefreshSeed.of(terms.key().fingerprint(), request);
      return finished(slice, refreshes, next, seed, request, exchange);
    } finally {
      refreshes.forEach(TraceRefresh::close);
    }
  }

  /** Of every column's c_0 the constant coefficient: a residue per limb, little-endian. */
  private static byte[] constants(GradientAccumulator gradient) {
    int each = HeParameters.LIMBS * Long.BYTES;
    ByteBuffer bytes =
        ByteBuffer.allocate(gradient.columns() * each).order(ByteOrder.LITTLE_ENDIAN);
    for (int j = 0; j < gradient.columns(); j++) {
      for (long residue : gradient.constantOfC0(j)) {
        bytes.putLong(residue);
      }
    }
    return bytes.array();
  }

  private static TraceRefresh absorbed(
      GradientAccumulator gradient, int j, List<RefreshAnswer> answers) {
    TraceRefresh refresh =
        new TraceRefresh(gradient.parameters(), gradient.keyId(), gradient.constantOfC0(j));
    try {
      for (RefreshAnswer answer : answers) {
        refresh.absorb(answer, j);
      }
      return refresh;
    } catch (RuntimeException e) {
      refresh.close();
      throw e;
    }
  }

  private static FeatureStep finished(
      Slice slice,
      List<TraceRefresh> refreshes,
      WeightShares next,
      RefreshSeed seed,
      RefreshRequest request,
      Exchange exchange) {
    ArrayList<byte[]> seeds = new ArrayList<>();
    ArrayList<byte[]> c0 = new ArrayList<>();
    String[] hashes = new String[slice.count()];
    for (int j = 0; j < hashes.length; j++) {
      byte[] itemSeed = seed.forItem(slice.first() + j);
      BigInteger constant = NesterovStep.constant(next.w().get(j));
      try (Ciphertext weight = refreshes.get(j).finish(itemSeed, constant)) {
        byte[] packed = new byte[weight.parameters().packedBytes()];
        weight.pack(0, 1, packed, 0);
        seeds.add(itemSeed);
        c0.add(packed);
        hashes[j] = exchange.hash(packed);
      }
    }
    String digest = HexFormat.of().formatHex(request.digest());
    RoundRecord record = new RoundRecord(ROUND, slice.number(), digest, slice.first(), hashes);
    return new FeatureStep(
        slice, seeds, c0, new ArrayList<>(next.w()), new ArrayList<>(next.v()), record);
  }
}
