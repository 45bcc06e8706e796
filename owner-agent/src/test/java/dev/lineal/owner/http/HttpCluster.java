package dev.lineal.owner.http;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.NativeHandle;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.linalg.NesterovStep;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.he.refresh.TraceRefresh;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The cluster's side of a run: public material, exact arithmetic, slices as the plan cuts them. */
final class HttpCluster implements AutoCloseable {

  private final JointPublicKey key;
  private final RunPlan plan;
  private final List<EncryptedBlock> blocks;
  private final Function<RefreshRequest, List<byte[]>> owners;
  private final List<RefreshRequest> sent = new ArrayList<>();
  private final List<NativeHandle> made = new ArrayList<>();
  private final SharedRounds shared;
  private List<Ciphertext> weights;
  private WeightShares shares;
  private Witness witness = (request, c0, answers) -> {};

  /**
   * @param owners sends a request to all owners and returns their answers in order
   */
  HttpCluster(
      JointPublicKey key,
      RunPlan plan,
      List<EncryptedBlock> blocks,
      Function<RefreshRequest, List<byte[]>> owners) {
    this.key = key;
    this.plan = plan;
    this.blocks = blocks;
    this.owners = owners;
    byte[] zero = new byte[2 * key.parameters().packedBytes()];
    int features = plan.training().features();
    this.weights =
        Stream.generate(() -> Ciphertext.unpack(key.parameters(), 1, 40, key.keyId(), zero, 0))
            .limit(features)
            .toList();
    this.shares = WeightShares.zero(features);
    this.shared = new SharedRounds(key, plan, request -> ask(request, new byte[0]));
  }

  /** Sees every round's answers, and what of the products' c_0 owners cannot form. */
  interface Witness {
    void answered(RefreshRequest request, byte[] c0, List<byte[]> answers);
  }

  /** Who carries evidence to the owners; nobody unless set. */
  HttpCluster with(Witness carrier) {
    witness = carrier;
    return this;
  }

  /** All requests so far, in order. */
  List<RefreshRequest> sent() {
    return sent;
  }

  /** This party's share of v. */
  List<BigInteger> shares() {
    return shares.v();
  }

  /** One iteration; where a round fails, nothing of it stays open. */
  void iterate(int iteration) {
    try {
      whole(iteration);
    } catch (RuntimeException | Error e) {
      made.forEach(NativeHandle::close);
      throw e;
    } finally {
      made.clear();
    }
  }

  private <T extends NativeHandle> T made(T handle) {
    made.add(handle);
    return handle;
  }

  private void whole(int iteration) {
    List<Ciphertext> residuals = residuals(iteration);
    if (plan.sharesWeights()) {
      residuals.forEach(Ciphertext::close);
      shares = step(iteration).next(shares, shared.traces(iteration));
      return;
    }
    try (GradientAccumulator gradient =
        new GradientAccumulator(key.parameters(), key.keyId(), weights.size(), 82)) {
      gradient.add(blocks, residuals);
      refreshWeights(gradient, iteration);
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  private List<Ciphertext> residuals(int iteration) {
    List<Ciphertext> margins = round(iteration, 1, products(iteration), List.of());
    List<List<Ciphertext>> values = new ArrayList<>(List.of(margins));
    ActivationRounds activation = activation();
    for (int round = 2; round <= activation.rounds(); round++) {
      List<Ciphertext> formed = new ArrayList<>();
      for (int b = 0; b < blocks.size(); b++) {
        int block = b;
        formed.add(made(activation.product(round, value -> values.get(value - 1).get(block))));
      }
      values.add(round(iteration, round, formed, values.get(round - 2)));
    }
    int last = activation.rounds();
    List<Ciphertext> residuals =
        values.get(last - 1).stream().map(raw -> made(activation.complete(last, raw))).toList();
    values.forEach(each -> each.forEach(Ciphertext::close));
    return residuals;
  }

  private List<Ciphertext> products(int iteration) {
    if (plan.sharesWeights()) {
      return shared.margins(iteration, blocks.size()).stream().map(this::made).toList();
    }
    try (EncryptedWeights w = new EncryptedWeights(weights)) {
      return blocks.stream().map(b -> made(b.times(w))).toList();
    }
  }

  private ActivationRounds activation() {
    return ActivationRounds.ofDegree(plan.training().sigmoid().orElseThrow().degree());
  }

  private List<Ciphertext> round(
      int iteration, int round, List<Ciphertext> products, List<Ciphertext> refreshed) {
    List<Ciphertext> fresh = new ArrayList<>();
    int each = plan.batches().blocksPerRequest();
    for (int slice = 0; slice * each < products.size(); slice++) {
      int first = slice * each;
      int end = Math.min(products.size(), first + each);
      RefreshRequest.Position position = position(iteration, round, slice);
      RefreshRequest request =
          round == 1
              ? RefreshRequest.ofProducts(position, first, products.subList(first, end))
              : RefreshRequest.ofRefreshed(position, first, refreshed.subList(first, end));
      byte[] c0 = round == 1 ? packed(products.subList(first, end)) : new byte[0];
      List<RefreshAnswer> answers = ask(request, c0);
      RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
      for (int b = first; b < end; b++) {
        int item = b - first;
        try (SlotRefresh refresh = new SlotRefresh(products.get(b))) {
          answers.forEach(answer -> refresh.absorb(answer, item));
          fresh.add(made(refresh.finish(seed.forItem(b), activation().gamma(round))));
        }
      }
    }
    products.forEach(Ciphertext::close);
    return fresh;
  }

  private RefreshRequest.Position position(int iteration, int round, int slice) {
    return new RefreshRequest.Position(plan.sha256().bytes(), iteration, round, slice);
  }

  private static byte[] packed(List<Ciphertext> products) {
    int each = products.get(0).parameters().packedBytes();
    byte[] packed = new byte[products.size() * each];
    for (int i = 0; i < products.size(); i++) {
      products.get(i).pack(0, 1, packed, i * each);
    }
    return packed;
  }

  private static byte[] constants(GradientAccumulator gradient, int first, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count * 32).order(ByteOrder.LITTLE_ENDIAN);
    for (int j = first; j < first + count; j++) {
      for (long residue : gradient.constantOfC0(j)) {
        bytes.putLong(residue);
      }
    }
    return bytes.array();
  }

  private List<RefreshAnswer> ask(RefreshRequest request, byte[] c0) {
    sent.add(request);
    List<byte[]> answers = owners.apply(request);
    witness.answered(request, c0, answers);
    return answers.stream().map(bytes -> RefreshAnswer.parse(bytes, request)).toList();
  }

  private void refreshWeights(GradientAccumulator gradient, int iteration) {
    int each = plan.batches().featuresPerRequest();
    List<BigInteger> masked = new ArrayList<>();
    List<TraceRefresh> refreshes = new ArrayList<>();
    List<byte[]> seeds = new ArrayList<>();
    for (int slice = 0; slice * each < gradient.columns(); slice++) {
      int first = slice * each;
      int count = Math.min(each, gradient.columns() - first);
      RefreshRequest request =
          RefreshRequest.ofColumns(
              position(iteration, activation().rounds() + 1, slice), gradient, first, count);
      List<RefreshAnswer> answers = ask(request, constants(gradient, first, count));
      RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
      for (int item = 0; item < count; item++) {
        int at = item;
        TraceRefresh refresh =
            made(
                new TraceRefresh(
                    key.parameters(), key.keyId(), gradient.constantOfC0(first + item)));
        answers.forEach(answer -> refresh.absorb(answer, at));
        refreshes.add(refresh);
        masked.add(refresh.masked());
        seeds.add(seed.forItem(first + item));
      }
    }
    shares = step(iteration).next(shares, masked);
    List<Ciphertext> next = new ArrayList<>();
    for (int j = 0; j < refreshes.size(); j++) {
      BigInteger constant = NesterovStep.constant(shares.w().get(j));
      next.add(refreshes.get(j).finish(seeds.get(j), constant));
      refreshes.get(j).close();
    }
    weights.forEach(Ciphertext::close);
    weights = List.copyOf(next);
  }

  /** From the plan's numbers alone. */
  private NesterovStep step(int iteration) {
    Factor gamma = plan.encryption().rounds().get(activation().rounds()).factor();
    BigInteger one = BigInteger.ONE.shiftLeft(40);
    Factor rate = plan.training().step();
    Factor l2 = plan.training().l2();
    BigInteger product =
        BigInteger.valueOf(rate.numerator()).multiply(BigInteger.valueOf(l2.numerator()));
    int shift = rate.shift() + l2.shift() - 40;
    // floor(2^40 - x + 1/2) = 2^40 - ceil(x - 1/2)
    BigInteger penalty =
        product
            .subtract(BigInteger.ONE.shiftLeft(shift - 1))
            .add(BigInteger.ONE.shiftLeft(shift).subtract(BigInteger.ONE))
            .shiftRight(shift);
    return new NesterovStep(
        new FixedPoint(gamma.numerator(), gamma.shift()),
        new FixedPoint(one.subtract(penalty).longValueExact(), 40),
        new FixedPoint(
            plan.training().eta().numerators().get(iteration), plan.training().eta().shift()),
        plan.training().features() - 1);
  }

  @Override
  public void close() {
    weights.forEach(Ciphertext::close);
  }
}
