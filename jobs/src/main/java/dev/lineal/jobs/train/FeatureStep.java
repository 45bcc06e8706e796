package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.TraceRefresh;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

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
    List<RefreshAnswer> answers = exchange.ask(request);
    List<TraceRefresh> refreshes = new ArrayList<>();
    try {
      WeightShares next =
          exchange.combining(
              () -> {
                for (int j = 0; j < slice.count(); j++) {
                  refreshes.add(absorbed(gradient, j, answers));
                }
                return step.next(shares, refreshes.stream().map(TraceRefresh::masked).toList());
              });
      RefreshSeed seed = RefreshSeed.of(terms.key().fingerprint(), request);
      return finished(slice, refreshes, next, seed, request, exchange);
    } finally {
      refreshes.forEach(TraceRefresh::close);
    }
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
      TraceRefresh refresh = refreshes.get(j);
      byte[] packed = exchange.combining(() -> packed(refresh, itemSeed, constant));
      seeds.add(itemSeed);
      c0.add(packed);
      hashes[j] = exchange.hash(packed);
    }
    String digest = HexFormat.of().formatHex(request.digest());
    RoundRecord record = new RoundRecord(ROUND, slice.number(), digest, slice.first(), hashes);
    return new FeatureStep(
        slice, seeds, c0, new ArrayList<>(next.w()), new ArrayList<>(next.v()), record);
  }

  private static byte[] packed(TraceRefresh refresh, byte[] seed, BigInteger constant) {
    try (Ciphertext weight = refresh.finish(seed, constant)) {
      byte[] packed = new byte[weight.parameters().packedBytes()];
      weight.pack(0, 1, packed, 0);
      return packed;
    }
  }
}
