package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.refresh.RefreshRequest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * The tasks of one step of a linear regression: rows of the Gram matrix times the weights, minus
 * the right-hand side, to new weights.
 *
 * @param terms of the run
 * @param iteration from 0
 * @param rows content hashes of the matrix's rows
 * @param state {@link TrainingState#toBytes}
 * @param step of this iteration
 */
record RowStepTasks(
    RunTerms terms, int iteration, String[] rows, Broadcast<byte[]> state, StepTerms step)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The round whose traces become new weights. */
  static final int ROUND = 2;

  private static final int TARGET_WEIGHT = -1;

  /** One slice of features: a partition's rows. */
  FeatureReport step(int number, Iterator<PackedBlock> packed) {
    String gpu = TaskGpu.take();
    Exchange exchange = new Exchange(terms.owners());
    Slice slice = Slice.cut(terms.features(), terms.featuresPerRequest()).get(number);
    List<Ciphertext> products = new ArrayList<>();
    TrainingState current = TrainingState.parse(state.value());
    try {
      products(slice, new BlockFeed(packed), current.weights(), products);
      RefreshRequest.Position position =
          new RefreshRequest.Position(terms.run(), iteration, ROUND, number);
      FeatureStep stepped =
          FeatureStep.of(
              terms,
              slice,
              FeatureStep.Products.of(position, slice, products),
              own(slice, current.shares()),
              step.step(slice.first()),
              exchange);
      return new FeatureReport(stepped, exchange.timings(Phases.Work.GRADIENT), gpu);
    } finally {
      products.forEach(Ciphertext::close);
    }
  }

  private void products(Slice slice, BlockFeed feed, Weights weights, List<Ciphertext> products) {
    try (EncryptedWeights open = weights.with(terms.key(), TARGET_WEIGHT).open(terms.key())) {
      for (int i = 0; i < slice.count(); i++) {
        int row = slice.first() + i;
        try (BlockCache.Lease lease =
            BlockCache.SHARED.borrow(rows[row], () -> feed.block(row), terms.cacheBytes())) {
          products.add(lease.block().times(open));
        }
      }
    }
  }

  private static WeightShares own(Slice slice, WeightShares all) {
    int to = slice.first() + slice.count();
    return new WeightShares(all.w().subList(slice.first(), to), all.v().subList(slice.first(), to));
  }
}
