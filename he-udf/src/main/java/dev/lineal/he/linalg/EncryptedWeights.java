package dev.lineal.he.linalg;

import dev.lineal.he.Ciphertext;
import java.util.List;
import java.util.function.IntFunction;

/** The weights of a model, each a degree-1 ciphertext of a constant polynomial at scale 2^40. */
public final class EncryptedWeights extends TiledRow {
  /** One ciphertext per feature; they may be closed afterwards. */
  public EncryptedWeights(List<Ciphertext> weights) {
    super(weights);
  }

  /**
   * The same of ciphertexts that are made one by one.
   *
   * @param next makes the weight of feature j, which is closed once it is placed
   */
  public EncryptedWeights(int features, IntFunction<Ciphertext> next) {
    super(features, next);
  }

  public int features() {
    return terms();
  }

  /** A copy of weight j. */
  public Ciphertext weight(int j) {
    return term(j);
  }
}
