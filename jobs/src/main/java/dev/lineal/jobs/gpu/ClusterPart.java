package dev.lineal.jobs.gpu;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.SlotRefresh;
import dev.lineal.he.refresh.TraceRefresh;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic that a cluster does in one iteration of degree 5, on uniform residues: what owners
 * would add to a refresh is left out, and no value has a meaning. Equal bits, equal time.
 */
final class ClusterPart implements AutoCloseable {
  private static final int PRODUCT_ROUNDS = 3;
  private static final int SCALE_BITS =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;
  private static final long KEY = 7;

  private final HeParameters parameters;
  private final UniformCiphertexts uniform;
  private final List<EncryptedBlock> blocks = new ArrayList<>();
  private final int features;

  ClusterPart(HeParameters parameters, int features, int blocks) {
    this.parameters = parameters;
    this.uniform = new UniformCiphertexts(parameters, KEY);
    this.features = features;
    for (int b = 0; b < blocks; b++) {
      this.blocks.add(uniform.with(features, HeParameters.COLUMN_SCALE_BITS, EncryptedBlock::new));
    }
  }

  /** One iteration; every result goes into the hash. */
  void iterate(MessageDigest hash) {
    List<Ciphertext> residuals = new ArrayList<>();
    try (EncryptedWeights weights =
        uniform.with(features, HeParameters.REFRESHED_SCALE_BITS, EncryptedWeights::new)) {
      for (EncryptedBlock block : blocks) {
        residuals.add(activation(block, weights, hash));
      }
      step(residuals, hash);
    } finally {
      residuals.forEach(Ciphertext::close);
    }
  }

  private static Ciphertext activation(
      EncryptedBlock block, EncryptedWeights weights, MessageDigest hash) {
    Ciphertext refreshed;
    try (Ciphertext margin = block.times(weights)) {
      refreshed = refreshed(margin, hash);
    }
    for (int round = 0; round < PRODUCT_ROUNDS; round++) {
      try (Ciphertext before = refreshed;
          Ciphertext product = before.multiply(before)) {
        refreshed = refreshed(product, hash);
      }
    }
    return refreshed;
  }

  private static Ciphertext refreshed(Ciphertext product, MessageDigest hash) {
    hash.update(product.toBytes());
    try (SlotRefresh refresh = new SlotRefresh(product)) {
      return refresh.finish(new byte[32], new FixedPoint(-5, HeParameters.COLUMN_SCALE_BITS));
    }
  }

  private void step(List<Ciphertext> residuals, MessageDigest hash) {
    try (GradientAccumulator gradient =
        new GradientAccumulator(parameters, KEY, features, SCALE_BITS)) {
      gradient.add(blocks, residuals);
      hash.update(gradient.toBytes());
      for (int j = 0; j < features; j++) {
        try (TraceRefresh refresh = new TraceRefresh(parameters, KEY, gradient.constantOfC0(j));
            Ciphertext weight = refresh.finish(new byte[32], BigInteger.valueOf(j))) {
          hash.update(weight.toBytes());
        }
      }
    }
  }

  @Override
  public void close() {
    blocks.forEach(EncryptedBlock::close);
  }
}
