package dev.lineal.owner.verify;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.WeightedSum;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.owner.policy.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the pass over the shards leaves: per slice of blocks and slice of features the A_j = sum
 * over the slice's blocks of rho_b X_jb, and per block the C = sum over a slice's features of
 * rho'_j X_jb, one per slice of features. Secret like rho, since the shards are public. Files hold
 * packed ciphertexts, one after another.
 */
final class Combinations implements AutoCloseable {
  private static final int POLYNOMIALS = 2;

  /** Most native memory for the A that are used again in every iteration. */
  private static final long CACHE_BYTES = 512L << 20;

  private final Kept kept;
  private final HeParameters parameters;
  private final long keyId;
  private final Layout layout;
  private final Map<String, EncryptedBlock> cached = new HashMap<>();
  private long cachedBytes;

  Combinations(Kept kept, HeParameters parameters, long keyId, Layout layout) {
    this.kept = kept;
    this.parameters = parameters;
    this.keyId = keyId;
    this.layout = layout;
  }

  /** Whether all of a slice of blocks is here. */
  boolean complete(int slice) {
    boolean complete = true;
    for (int f = 0; f < layout.slices(Layout.TRACE_ROUND); f++) {
      complete &= kept.has(a(slice, f), bytes(layout.count(Layout.TRACE_ROUND, f)));
    }
    for (int i = 0; i < layout.count(1, slice); i++) {
      complete &= kept.has(c(layout.first(1, slice) + i), bytes(layout.slices(Layout.TRACE_ROUND)));
    }
    return complete;
  }

  private long bytes(int ciphertexts) {
    return (long) ciphertexts * POLYNOMIALS * parameters.packedBytes();
  }

  /** Keeps the A of a slice of blocks, all features in order. */
  void keepA(int slice, List<WeightedSum> sums) {
    for (int f = 0; f < layout.slices(Layout.TRACE_ROUND); f++) {
      int first = layout.first(Layout.TRACE_ROUND, f);
      keep(a(slice, f), sums.subList(first, first + layout.count(Layout.TRACE_ROUND, f)));
    }
  }

  /** Keeps the C of a block, one per slice of features. */
  void keepC(int block, List<WeightedSum> sums) {
    keep(c(block), sums);
  }

  private void keep(String name, List<WeightedSum> sums) {
    kept.write(name, sums.stream().map(WeightedSum::packed).toArray(byte[][]::new));
  }

  /** Uses the A of a slice of blocks as a block of a slice of features. */
  <T> T withA(int slice, Features features, Function<EncryptedBlock, T> body) {
    String name = a(slice, features.slice());
    EncryptedBlock here = cached(name, features.count());
    if (here != null) {
      return body.apply(here);
    }
    try (EncryptedBlock opened = open(name, features.count())) {
      return body.apply(opened);
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

  /** The C of a block, one column per slice of features; the caller closes it. */
  EncryptedBlock ofBlock(int block) {
    return open(c(block), layout.slices(Layout.TRACE_ROUND));
  }

  /** A slice of features and its length. */
  record Features(int slice, int count) {}

  private EncryptedBlock open(String name, int count) {
    byte[] packed =
        kept.read(name)
            .orElseThrow(
                () -> new IllegalStateException("The run's check lost " + name + "; restart."));
    List<Ciphertext> columns = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        int at = i * POLYNOMIALS * parameters.packedBytes();
        columns.add(
            Ciphertext.unpack(parameters, 1, HeParameters.COLUMN_SCALE_BITS, keyId, packed, at));
      }
      return new EncryptedBlock(columns);
    } finally {
      columns.forEach(Ciphertext::close);
    }
  }

  private static String a(int slice, int features) {
    return "a-" + slice + "-" + features;
  }

  private static String c(int block) {
    return "c-" + block;
  }
}
