package dev.lineal.owner.training;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.JointPublicKey;
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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cluster's side of a training in this process: public material and exact arithmetic only. */
final class LocalCluster implements AutoCloseable {
  private static final ActivationRounds ROUNDS = ActivationRounds.DEGREE_5;

  private final JointPublicKey key;
  private final byte[] run;
  private final List<LocalOwner> owners;
  private final List<EncryptedBlock> blocks;
  private List<Ciphertext> weights;
  private WeightShares shares;

  /** Weights start as the public encryption (0, 0) of 0. */
  LocalCluster(
      JointPublicKey key, byte[] run, List<LocalOwner> owners, List<EncryptedBlock> blocks) {
    this.key = key;
    this.run = run;
    this.owners = owners;
    this.blocks = blocks;
    int features = blocks.get(0).columns();
    byte[] zero = new byte[2 * key.parameters().packedBytes()];
    this.weights =
        Stream.generate(() -> Ciphertext.unpack(key.parameters(), 1, 40, key.keyId(), zero, 0))
            .limit(features)
            .toList();
    this.shares = WeightShares.zero(features);
  }

  void iterate(int iteration, NesterovStep step) {
    List<Ciphertext> residuals = residuals(iteration);
    try (GradientAccumulator gradient =
        new GradientAccumulator(key.parameters(), key.keyId(), weights.size(), 82)) {
      gradient.add(blocks, residuals);
      refreshWeights(gradient, iteration, step);
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  /** Rounds 1 to 4: sigma(-margin) of every row of every block. */
  private List<Ciphertext> residuals(int iteration) {
    List<Ciphertext> margins;
    try (EncryptedWeights w = new EncryptedWeights(weights)) {
      margins = round(iteration, 1, blocks.stream().map(block -> block.times(w)).toList(), null);
    }
    List<Ciphertext> last = margins;
    for (int round = 2; round <= ROUNDS.rounds(); round++) {
      List<Ciphertext> products = new ArrayList<>();
      for (int b = 0; b < blocks.size(); b++) {
        Ciphertext y = margins.get(b);
        Ciphertext before = last.get(b);
        products.add(ROUNDS.product(round, value -> value == 1 ? y : before));
      }
      List<Ciphertext> next = round(iteration, round, products, last);
      if (last != margins) {
        last.forEach(Ciphertext::close);
      }
      last = next;
    }
    List<Ciphertext> residuals = last.stream().map(raw -> ROUNDS.complete(4, raw)).toList();
    margins.forEach(Ciphertext::close);
    last.forEach(Ciphertext::close);
    return residuals;
  }

  /** One slot refresh of all blocks; closes the products. */
  private List<Ciphertext> round(
      int iteration, int round, List<Ciphertext> products, List<Ciphertext> refreshed) {
    RefreshRequest.Position position = new RefreshRequest.Position(run, iteration, round, 0);
    RefreshRequest request =
        round == 1
            ? RefreshRequest.ofProducts(position, 0, products)
            : RefreshRequest.ofRefreshed(position, 0, refreshed);
    List<RefreshAnswer> answers =
        owners.stream()
            .map(owner -> RefreshAnswer.parse(owner.slots(request.toBytes()), request))
            .toList();
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    List<Ciphertext> fresh = new ArrayList<>();
    for (int b = 0; b < products.size(); b++) {
      int item = b;
      try (SlotRefresh refresh = new SlotRefresh(products.get(b))) {
        answers.forEach(answer -> refresh.absorb(answer, item));
        fresh.add(refresh.finish(seed.forItem(b), ROUNDS.gamma(round)));
      }
      products.get(b).close();
    }
    return fresh;
  }

  /** Round 5. */
  private void refreshWeights(GradientAccumulator gradient, int iteration, NesterovStep step) {
    RefreshRequest.Position position = new RefreshRequest.Position(run, iteration, 5, 0);
    RefreshRequest request = RefreshRequest.ofColumns(position, gradient, 0, gradient.columns());
    List<RefreshAnswer> answers =
        owners.stream()
            .map(owner -> RefreshAnswer.parse(owner.traces(request.toBytes(), step), request))
            .toList();
    List<TraceRefresh> refreshes = new ArrayList<>();
    for (int j = 0; j < gradient.columns(); j++) {
      int item = j;
      TraceRefresh refresh =
          new TraceRefresh(key.parameters(), key.keyId(), gradient.constantOfC0(j));
      answers.forEach(answer -> refresh.absorb(answer, item));
      refreshes.add(refresh);
    }
    shares = step.next(shares, refreshes.stream().map(TraceRefresh::masked).toList());
    RefreshSeed seed = RefreshSeed.of(key.fingerprintBytes(), request);
    List<Ciphertext> next = new ArrayList<>();
    for (int j = 0; j < refreshes.size(); j++) {
      next.add(refreshes.get(j).finish(seed.forItem(j), NesterovStep.constant(shares.w().get(j))));
      refreshes.get(j).close();
    }
    weights.forEach(Ciphertext::close);
    weights = List.copyOf(next);
  }

  /** The released model: all shares of v, in units of weight. */
  double[] release() {
    double[] model = new double[weights.size()];
    for (int j = 0; j < model.length; j++) {
      BigInteger sum = shares.v().get(j);
      for (LocalOwner owner : owners) {
        sum = sum.add(owner.release().get(j));
      }
      model[j] = Math.scalb(sum.doubleValue(), -WeightShares.SCALE_BITS) * ROUNDS.interval();
    }
    return model;
  }

  @Override
  public void close() {
    weights.forEach(Ciphertext::close);
    blocks.forEach(EncryptedBlock::close);
  }
}
