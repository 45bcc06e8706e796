package dev.lineal.owner.policy;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.refresh.RefreshRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What an owner multiplies itself where weights stay shared and requests only name items. Each
 * method refuses what cannot be told yet: the run goes on.
 */
public interface OwnOperands {
  /**
   * Lends what a step's traces are of: the columns of all blocks and the values refreshed last, as
   * this owner has them itself.
   */
  <T> T withColumns(
      RefreshRequest step, BiFunction<List<EncryptedBlock>, List<Ciphertext>, T> body);

  /**
   * A block of the study times constants, for the caller to close.
   *
   * @param constants [column][limb]; overwritten
   */
  Ciphertext product(int block, long[] constants);

  /**
   * The part of the weights before an iteration that everybody knows: the cluster's shares, all
   * features in order.
   */
  List<BigInteger> publicShares(int iteration);
}
