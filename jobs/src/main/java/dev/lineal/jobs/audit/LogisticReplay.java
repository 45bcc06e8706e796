package dev.lineal.jobs.audit;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.audit.StudyColumns.Span;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.train.KeyTerms;
import dev.lineal.jobs.train.PackedColumn;
import dev.lineal.jobs.train.ProductSums;
import dev.lineal.jobs.train.Weights;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Margins, the rounds that owners form themselves, gradient; then, where the plan has it, the sum
 * of squared margins that becomes known.
 */
record LogisticReplay(RunPlan plan, RunRecord record, StudyColumns columns) implements Replay {
  private static final int SCALE_BITS =
      HeParameters.COLUMN_SCALE_BITS + HeParameters.REFRESHED_SCALE_BITS;

  @Override
  public Sha256 request(StepRecord step) {
    if (step.round() == 1) {
      return margins(step);
    }
    int gradient = activation().rounds() + 1;
    if (shared() && (step.round() == gradient || step.round() == gradient + 1)) {
      return named(step);
    }
    if (step.round() > gradient) {
      return squares(step);
    }
    return step.round() == gradient ? gradient(step) : refreshed(step);
  }

  private boolean shared() {
    return LogisticPlan.weights(plan) == WeightForm.SHARED;
  }

  /** The request only names its items. */
  private Sha256 named(StepRecord step) {
    KeyTerms key = record.key();
    return digest(
        RefreshRequest.ofKnown(
            record.position(step),
            key.parameters(),
            key.keyId(),
            SCALE_BITS,
            step.first(),
            step.refreshed().size()));
  }

  private ActivationRounds activation() {
    return LogisticPlan.of(plan).activation();
  }

  /** Products of the slice's blocks with the weights of the iteration before. */
  private Sha256 margins(StepRecord step) {
    if (shared()) {
      return sharedMargins(step);
    }
    KeyTerms key = record.key();
    Span features = new Span(0, plan.training().features());
    JavaSparkContext spark = columns.context();
    Broadcast<byte[]> weights =
        spark.broadcast(
            record
                .weights(step.iteration(), activation().rounds() + 1, features.count())
                .toBytes());
    List<Tuple2<Integer, byte[]>> products =
        columns
            .of(new Span(step.first(), step.refreshed().size()), features)
            .mapValues(block -> product(key, block, weights))
            .collect();
    weights.destroy();
    List<Ciphertext> opened =
        products.stream()
            .sorted(Comparator.comparing(Tuple2::_1))
            .map(product -> Ciphertext.parse(product._2()))
            .toList();
    try {
      return digest(RefreshRequest.ofProducts(record.position(step), step.first(), opened));
    } finally {
      opened.forEach(Ciphertext::close);
    }
  }

  /** The sums of the owners' partial products, as they were kept. */
  private Sha256 sharedMargins(StepRecord step) {
    int partial = activation().rounds() + 2;
    List<Ciphertext> margins =
        record.partials(step.iteration(), partial, SCALE_BITS, RunRecord.items(step));
    try {
      return digest(RefreshRequest.ofProducts(record.position(step), step.first(), margins));
    } finally {
      margins.forEach(Ciphertext::close);
    }
  }

  private static byte[] product(
      KeyTerms key, Iterable<PackedColumn> block, Broadcast<byte[]> weights) {
    try (EncryptedBlock open = StudyColumns.open(key, block);
        EncryptedWeights w = Weights.parse(weights.value()).open(key);
        Ciphertext product = open.times(w)) {
      return product.toBytes();
    }
  }

  /** The request is the values of the round before. */
  private Sha256 refreshed(StepRecord step) {
    List<Ciphertext> before =
        record.ciphertexts(step.iteration(), step.round() - 1, RunRecord.items(step));
    try {
      return digest(RefreshRequest.ofRefreshed(record.position(step), step.first(), before));
    } finally {
      before.forEach(Ciphertext::close);
    }
  }

  /** Squares of all blocks' margins, summed. */
  private Sha256 squares(StepRecord step) {
    ActivationRounds activation = activation();
    int[] blocks = IntStream.range(0, columns.blocks()).toArray();
    try (ProductSums total = new ProductSums()) {
      for (Ciphertext value : record.ciphertexts(step.iteration(), 1, blocks)) {
        try (value;
            Ciphertext margins = activation.complete(1, value)) {
          total.add(List.of(Ciphertext.dot(List.of(margins), List.of(margins))));
        }
      }
      return digest(RefreshRequest.ofProducts(record.position(step), 0, total.all()));
    }
  }

  /** Columns of the slice's features with the residuals, summed over all blocks. */
  private Sha256 gradient(StepRecord step) {
    ActivationRounds activation = activation();
    int last = activation.rounds();
    List<byte[]> residuals = new ArrayList<>();
    int[] blocks = IntStream.range(0, columns.blocks()).toArray();
    List<Ciphertext> raw = record.ciphertexts(step.iteration(), last, blocks);
    for (Ciphertext value : raw) {
      try (value;
          Ciphertext completed = activation.complete(last, value)) {
        residuals.add(completed.toBytes());
      }
    }
    Span features = new Span(step.first(), step.refreshed().size());
    return new SumOfProducts(record.key(), columns, features)
        .request(
            record.position(step),
            step.first(),
            SumOfProducts.Factor.ofBlocks(columns.context(), residuals));
  }

  private static Sha256 digest(RefreshRequest request) {
    return Sha256.of(request.digest());
  }
}
