package dev.lineal.jobs.estimate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.RoundTerms;

/**
 * Operations of one iteration, and of the first one only.
 *
 * @param forward products of degree-1 ciphertexts that are summed: columns, or a Gram row, by
 *     weights
 * @param activation products of refreshed values
 * @param gradient products of columns by residuals
 * @param gramOnce products of columns by columns
 * @param slotRefreshes values that every owner refreshes slot by slot
 * @param traceRefreshes sums that every owner refreshes
 * @param traceRefreshesOnce the same, of pairs of columns
 * @param ownProducts of columns by every owner, where weights stay shared: a pass along them by its
 *     shares, one by the residuals
 * @param encryptions of partial products by every owner
 */
public record Operations(
    long forward,
    long activation,
    long gradient,
    long gramOnce,
    long slotRefreshes,
    long traceRefreshes,
    long traceRefreshesOnce,
    long ownProducts,
    long encryptions) {
  static Operations of(Workload work) {
    long blocks = work.blocks();
    long weights = work.weights();
    int slots = work.slotRounds();
    if (work.linear()) {
      long pairs = work.rounds().stream().filter(Operations::gram).mapToLong(work::items).sum();
      return new Operations(
          weights * (weights + 1),
          0,
          0,
          Math.multiplyExact(blocks, pairs),
          0,
          weights,
          pairs,
          0,
          0);
    }
    long products = Math.multiplyExact(blocks, weights);
    long activation = blocks * (slots - 1);
    return work.shared()
        ? new Operations(0, activation, 0, 0, blocks * slots, 0, 0, 2 * products, blocks)
        : new Operations(products, activation, products, 0, blocks * slots, weights, 0, 0, 0);
  }

  private static boolean gram(RoundTerms round) {
    return round.items() instanceof Items.PairsOfColumns;
  }

  /** Transforms of one limb: 4 back and 4 forth per slot refresh. */
  long clusterTransforms() {
    return 2L * HeParameters.LIMBS * slotRefreshes;
  }

  /** Transforms of one limb: mask and value of a slot refresh, the value of a trace refresh. */
  long ownerTransforms() {
    return HeParameters.LIMBS * (2 * slotRefreshes + traceRefreshes);
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putObject("forward").put("products", forward);
    node.putObject("activation")
        .put("products", activation)
        .put("cluster_ntts", clusterTransforms());
    node.putObject("gradient").put("products", gradient);
    node.putObject("owner")
        .put("slot_refreshes", slotRefreshes)
        .put("trace_refreshes", traceRefreshes)
        .put("column_products", ownProducts)
        .put("encryptions", encryptions)
        .put("ntts", ownerTransforms());
    node.putObject("once").put("products", gramOnce).put("trace_refreshes", traceRefreshesOnce);
    return node;
  }
}
