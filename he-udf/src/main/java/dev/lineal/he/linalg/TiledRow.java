package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.EncryptedObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A row of degree-1 ciphertexts of one scale and key, laid out so that a product streams through.
 */
abstract class TiledRow extends EncryptedObject {
  private final int terms;
  private final int scaleBits;

  TiledRow(List<Ciphertext> ciphertexts) {
    this(first(ciphertexts), ciphertexts.size());
    try {
      for (int j = 0; j < terms; j++) {
        place(j, ciphertexts.get(j));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * One ciphertext at a time is in memory beside the row.
   *
   * @param next makes ciphertext j, which is closed once it is placed
   */
  TiledRow(int terms, IntFunction<Ciphertext> next) {
    this(next.apply(0), terms, next);
  }

  private TiledRow(Ciphertext first, int terms, IntFunction<Ciphertext> next) {
    this(first, terms);
    try {
      try (first) {
        place(0, first);
      }
      for (int j = 1; j < terms; j++) {
        try (Ciphertext one = next.apply(j)) {
          place(j, one);
        }
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private TiledRow(Ciphertext like, int terms) {
    super(
        create(like.parameters().id(), terms, like.scaleBits()),
        TiledRow::free,
        like.parameters(),
        like.keyId());
    this.terms = terms;
    this.scaleBits = like.scaleBits();
  }

  private static Ciphertext first(List<Ciphertext> ciphertexts) {
    if (ciphertexts.isEmpty()) {
      throw new IllegalArgumentException("A row needs at least one ciphertext.");
    }
    return ciphertexts.get(0);
  }

  private void place(int j, Ciphertext ciphertext) {
    requireKey(ciphertext.keyId());
    useAll(
        List.of(this, ciphertext),
        a -> {
          set(a[0], j, a[1]);
          return null;
        });
  }

  final int terms() {
    return terms;
  }

  /** log2 of the scale of every ciphertext. */
  public final int scaleBits() {
    return scaleBits;
  }

  final Ciphertext term(int j) {
    return use(address -> ciphertext(term(address, j), 1, scaleBits));
  }

  /** sum over j of x_j (x) w_j: degree 2, the scales multiply. */
  static Ciphertext forward(TiledRow x, TiledRow w) {
    x.requireKey(w.keyId());
    return useAll(
        List.of(x, w), a -> x.ciphertext(forward(a[0], a[1]), 2, x.scaleBits + w.scaleBits));
  }

  /** sum over j of k_j x_j: degree 1, the scale's bits grow by {@code scaleBits}. */
  static Ciphertext forward(TiledRow x, long[] constants, int scaleBits) {
    return x.use(
        address ->
            x.ciphertext(
                forwardConstants(address, constants, scaleBits), 1, x.scaleBits + scaleBits));
  }

  /** Lends the residues of some rows as they lie, read-only and only inside the call. */
  static <T> T lend(List<? extends TiledRow> rows, Function<ByteBuffer[], T> reader) {
    return useAll(
        rows,
        addresses ->
            reader.apply(
                Arrays.stream(addresses)
                    .mapToObj(address -> tiles(address).asReadOnlyBuffer())
                    .toArray(ByteBuffer[]::new)));
  }

  private static native long create(int set, int terms, int scaleBits);

  private static native void set(long self, int place, long term);

  private static native long term(long self, int place);

  private static native long forward(long x, long w);

  private static native long forwardConstants(long x, long[] constants, int scaleBits);

  private static native ByteBuffer tiles(long self);

  private static native void free(long self);
}
