package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.owner.policy.Cut;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sums of public ciphertexts under secret constants, and therefore secret: per slice of rows and
 * slice of features the A_j = sum over the slice's rows of rho X_j, the same of the target behind
 * them, and per block the C = sum over a slice's features of rho'_j X_jb, one per slice of
 * features. Files hold packed ciphertexts, one after another.
 */
final class Combinations implements AutoCloseable {
  private static final int POLYNOMIALS = 2;

  /** Most native memory for what is used again in every iteration. */
  private static final long CACHE_BYTES = 512L << 20;

  private final Kept kept;
  private final HeParameters parameters;
  private final long keyId;
  private final Cut features;
  private final Columns columns;
  private final int scaleBits;
  private final Map<String, EncryptedBlock> cached = new HashMap<>();
  private long cachedBytes;

  /**
   * @param scaleBits log2 of the rows' scale
   */
  Combinations(
      Kept kept,
      HeParameters parameters,
      long keyId,
      Cut features,
      Columns columns,
      int scaleBits) {
    this.kept = kept;
    this.parameters = parameters;
    this.keyId = keyId;
    this.features = features;
    this.columns = columns;
    this.scaleBits = scaleBits;
  }

  private boolean hasTarget() {
    return columns.target() == Columns.Target.SUBTRACTED;
  }

  /** Whether the A of a slice of rows are here. */
  boolean hasA(int slice) {
    boolean has = !hasTarget() || kept.has(t(slice), bytes(1));
    for (int f = 0; f < features.slices(); f++) {
      has &= kept.has(a(slice, f), bytes(features.count(f)));
    }
    return has;
  }

  /** Whether the C of a block are here. */
  boolean hasC(int block) {
    return kept.has(c(block), bytes(features.slices()));
  }

  private long bytes(int ciphertexts) {
    return (long) ciphertexts * POLYNOMIALS * parameters.packedBytes();
  }

  /** Keeps the A of a slice of rows, all features in order, then the target where there is one. */
  void keepA(int slice, List<WeightedSum> sums) {
    for (int f = 0; f < features.slices(); f++) {
      int first = features.first(f);
      keep(a(slice, f), sums.subList(first, first + features.count(f)));
    }
    if (hasTarget()) {
      keep(t(slice), sums.subList(features.items(), features.items() + 1));
    }
  }

  /** Keeps the C of a block, one per slice of features. */
  void keepC(int block, List<WeightedSum> sums) {
    keep(c(block), sums);
  }

  private void keep(String name, List<WeightedSum> sums) {
    kept.write(name, sums.stream().map(WeightedSum::packed).toArray(byte[][]::new));
  }

  /** Uses the A of a slice of rows and a slice of features as a block. */
  <T> T withA(int slice, int featureSlice, Function<EncryptedBlock, T> body) {
    String name = a(slice, featureSlice);
    int count = features.count(featureSlice);
    EncryptedBlock here = cached(name, count);
    if (here != null) {
      return body.apply(here);
    }
    try (EncryptedBlock opened = open(name, count)) {
      return body.apply(opened);
    }
  }

  /** The target's A times the public weight -1; nothing where there is no target. */
  Optional<Ciphertext> target(int slice) {
    if (!hasTarget()) {
      return Optional.empty();
    }
    BigInteger minusOne = BigInteger.ONE.shiftLeft(HeParameters.REFRESHED_SCALE_BITS).negate();
    try (EncryptedBlock block = open(t(slice), 1);
        Ciphertext column = block.column(0);
        Ciphertext weight = PublicConstants.of(parameters, keyId, minusOne)) {
      return Optional.of(column.multiply(weight));
    }
  }

  /** The block in native memory, or null where there is no room for it. */
  private EncryptedBlock cached(String name, int count) {
    synchronized (cached) {
      EncryptedBlock here = cached.get(name);
      long bytes = (long) POLYNOMIALS * count * parameters.residueBytes();
      if (here == null && cachedBytes + bytes <= CACHE_BYTES) {
        here = open(name, count);
        cached.put(name, here);
        cachedBytes += bytes;
      }
      return here;
    }
  }

  /** Frees what is in native memory. */
  @Override
  public void close() {
    synchronized (cached) {
      cached.values().forEach(EncryptedBlock::close);
      cached.clear();
      cachedBytes = 0;
    }
  }

  /** Uses the C of some blocks, one column per slice of features. */
  <T> T withC(List<Integer> blocks, Function<List<EncryptedBlock>, T> body) {
    List<EncryptedBlock> here = new ArrayList<>();
    List<EncryptedBlock> opened = new ArrayList<>();
    try {
      for (int block : blocks) {
        EncryptedBlock known = cached(c(block), features.slices());
        if (known == null) {
          known = open(c(block), features.slices());
          opened.add(known);
        }
        here.add(known);
      }
      return body.apply(here);
    } finally {
      opened.forEach(EncryptedBlock::close);
    }
  }

  private EncryptedBlock open(String name, int count) {
    byte[] packed =
        kept.read(name)
            .orElseThrow(
                () -> new IllegalStateException("The run's check lost " + name + "; restart."));
    List<Ciphertext> ciphertexts = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        int at = i * POLYNOMIALS * parameters.packedBytes();
        ciphertexts.add(Ciphertext.unpack(parameters, 1, scaleBits, keyId, packed, at));
      }
      return new EncryptedBlock(ciphertexts);
    } finally {
      ciphertexts.forEach(Ciphertext::close);
    }
  }

  private static String a(int slice, int features) {
    return "a-" + slice + "-" + features;
  }

  private static String t(int slice) {
    return "t-" + slice;
  }

  private static String c(int block) {
    return "c-" + block;
  }
}
