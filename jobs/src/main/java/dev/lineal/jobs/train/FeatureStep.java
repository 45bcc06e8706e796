package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
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
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The step of one slice of features: the trace refresh to the new weights.
 *
 * @param slice of features
 * @param seeds of the new weights' a; none where weights stay shared
 * @param c0 of the new weights, packed; none where weights stay shared
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

  /**
   * Products on their way to traces.
   *
   * @param request of all of them
   * @param constants of their c_0, a residue per limb
   */
  record Products(RefreshRequest request, List<long[]> constants) {
    /** The columns of a sum over all blocks. */
    static Products of(
        RefreshRequest.Position position, Slice slice, GradientAccumulator gradient) {
      RefreshRequest request = RefreshRequest.ofFeatures(position, slice.first(), gradient);
      return new Products(
          request, IntStream.range(0, slice.count()).mapToObj(gradient::constantOfC0).toList());
    }

    /**
     * Products that owners trace without forming them, c_0 included: the request only names the
     * features.
     */
    static Products known(
        RefreshRequest.Position position, Slice slice, KeyTerms key, int scaleBits) {
      return new Products(
          RefreshRequest.ofKnown(
              position, key.parameters(), key.keyId(), scaleBits, slice.first(), slice.count()),
          Collections.nCopies(slice.count(), new long[HeParameters.LIMBS]));
    }

    /** Single products. */
    static Products of(RefreshRequest.Position position, Slice slice, List<Ciphertext> products) {
      return new Products(
          RefreshRequest.ofProducts(position, slice.first(), products),
          products.stream().map(Ciphertext::constantOfC0).toList());
    }
  }

  /**
   * @param products of this slice's features
   * @param shares the cluster's shares of this slice's features
   */
  static FeatureStep of(
      RunTerms terms,
      Slice slice,
      Products products,
      WeightShares shares,
      NesterovStep step,
      Exchange exchange) {
    RefreshRequest request = products.request();
    Exchange.Answers asked = exchange.ask(request);
    List<RefreshAnswer> answers = asked.parsed();
    boolean shared = request.header().polynomials() == 0;
    exchange.tell(
        exchange.evidence(
            request, () -> shared ? new byte[0] : bytes(products.constants()), asked));
    WeightShares next =
        exchange.combining(() -> step.next(shares, masked(products, slice.count(), answers)));
    if (shared) {
      return shared(terms.refreshed(), slice, request, next, exchange);
    }
    RefreshSeed seed = RefreshSeed.of(terms.key().fingerprint(), request);
    return finished(terms.refreshed(), slice, products, answers, next, seed, exchange);
  }

  private static List<BigInteger> masked(
      Products products, int count, List<RefreshAnswer> answers) {
    HeParameters parameters = products.request().header().parameters();
    return IntStream.range(0, count)
        .mapToObj(j -> TraceRefresh.masked(parameters, products.constants().get(j), answers, j))
        .toList();
  }

  /** Residues, little-endian: what evidence brings of c_0 where traces are refreshed. */
  static byte[] bytes(List<long[]> constants) {
    ByteBuffer bytes =
        ByteBuffer.allocate(constants.size() * HeParameters.LIMBS * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    LongBuffer words = bytes.asLongBuffer();
    constants.forEach(words::put);
    return bytes.array();
  }

  /** The cluster's part of one trace, every owner's answer in it. */
  static TraceRefresh absorbed(
      Header header, long[] constant, int item, List<RefreshAnswer> answers) {
    TraceRefresh refresh = new TraceRefresh(header.parameters(), header.keyId(), constant);
    try {
      for (RefreshAnswer answer : answers) {
        refresh.absorb(answer, item);
      }
      return refresh;
    } catch (RuntimeException e) {
      refresh.close();
      throw e;
    }
  }

  /** What is kept of shared weights is the cluster's shares of w. */
  private static FeatureStep shared(
      RefreshedValues table,
      Slice slice,
      RefreshRequest request,
      WeightShares next,
      Exchange exchange) {
    List<byte[]> shares = next.w().stream().map(BigInteger::toByteArray).toList();
    String[] hashes = shares.stream().map(exchange::hash).toArray(String[]::new);
    RoundRecord record =
        new RoundRecord(
            request.round(),
            slice.number(),
            HexFormat.of().formatHex(request.digest()),
            slice.first(),
            hashes,
            table.keep(request.iteration(), request.round(), slice.first(), hashes, shares));
    return new FeatureStep(
        slice,
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(next.w()),
        new ArrayList<>(next.v()),
        record);
  }

  private static FeatureStep finished(
      RefreshedValues table,
      Slice slice,
      Products products,
      List<RefreshAnswer> answers,
      WeightShares next,
      RefreshSeed seed,
      Exchange exchange) {
    RefreshRequest request = products.request();
    ArrayList<byte[]> seeds = new ArrayList<>();
    ArrayList<byte[]> c0 = new ArrayList<>();
    String[] hashes = new String[slice.count()];
    for (int j = 0; j < hashes.length; j++) {
      int item = j;
      byte[] packed = exchange.combining(() -> packed(products, item, answers, next.w()));
      seeds.add(seed.forItem(slice.first() + j));
      c0.add(packed);
      hashes[j] = exchange.hash(packed);
    }
    String digest = HexFormat.of().formatHex(request.digest());
    RoundRecord record =
        new RoundRecord(
            request.round(),
            slice.number(),
            digest,
            slice.first(),
            hashes,
            table.keep(request.iteration(), request.round(), slice.first(), hashes, c0));
    return new FeatureStep(
        slice, seeds, c0, new ArrayList<>(next.w()), new ArrayList<>(next.v()), record);
  }

  private static byte[] packed(
      Products products, int item, List<RefreshAnswer> answers, List<BigInteger> w) {
    Header header = products.request().header();
    byte[] packed = new byte[header.parameters().packedBytes()];
    try (TraceRefresh refresh = absorbed(header, products.constants().get(item), item, answers)) {
      refresh.pack(NesterovStep.constant(w.get(item)), packed, 0);
      return packed;
    }
  }
}
