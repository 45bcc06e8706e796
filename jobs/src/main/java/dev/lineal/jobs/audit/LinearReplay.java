package dev.lineal.jobs.audit;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.Pairs;
import dev.lineal.jobs.audit.StudyColumns.Span;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Two rounds: the pairs of the Gram matrix, once per solve, and a product per feature and
 * iteration; where contributions are measured, a third: the loss of what a solve made.
 */
record LinearReplay(RunPlan plan, RunRecord record, StudyColumns columns) implements Replay {
  private static final int GRAM = 1;
  private static final int STEP = 2;

  /** The public weight of the target behind the features. */
  private static final int TARGET = -1;

  @Override
  public Sha256 request(StepRecord step) {
    return switch (step.round()) {
      case GRAM -> pairs(step);
      case STEP -> products(step);
      default -> loss(step);
    };
  }

  private LinearRounds rounds() {
    return LinearPlan.of(plan).rounds();
  }

  /** The form of the weights that the step's iteration made. */
  private Sha256 loss(StepRecord step) {
    List<Ciphertext> weights = new ArrayList<>();
    try (EncryptedWeights made =
        record.made(step.iteration(), STEP, plan.training().features()).open(record.key())) {
      for (int j = 0; j < made.features(); j++) {
        weights.add(made.weight(j));
      }
      try (Ciphertext loss = rounds().losses().orElseThrow().form().of(weights)) {
        return Sha256.of(
            RefreshRequest.ofProducts(record.position(step), 0, List.of(loss)).digest());
      }
    } finally {
      weights.forEach(Ciphertext::close);
    }
  }

  /** Column i times itself and every column behind it. */
  private Sha256 pairs(StepRecord step) {
    Span behind = new Span(step.slice(), step.refreshed().size());
    OptionalInt leftOut = rounds().solves().leftOut(step.iteration());
    StudyColumns added = leftOut.isEmpty() ? columns : columns.without(leftOut.getAsInt());
    return new SumOfProducts(record.key(), added, behind)
        .request(record.position(step), step.first(), (block, some) -> some.column(0));
  }

  /** Rows of the refreshed matrix times the weights, minus the right-hand side. */
  private Sha256 products(StepRecord step) {
    List<Ciphertext> products = new ArrayList<>();
    try (EncryptedWeights weights =
        record
            .weights(step.iteration(), STEP, plan.training().features())
            .with(record.key(), TARGET)
            .open(record.key())) {
      for (int row = step.first(); row < step.first() + step.refreshed().size(); row++) {
        try (EncryptedBlock open = row(rounds().solves().first(step.iteration()), row)) {
          products.add(open.times(weights));
        }
      }
      return Sha256.of(
          RefreshRequest.ofProducts(record.position(step), step.first(), products).digest());
    } finally {
      products.forEach(Ciphertext::close);
    }
  }

  private EncryptedBlock row(int iteration, int i) {
    Pairs pairs = new Pairs(plan.training().features());
    int[] columns =
        IntStream.rangeClosed(0, pairs.features())
            .map(j -> pairs.first(Math.min(i, j)) + Math.abs(i - j))
            .toArray();
    List<Ciphertext> values = record.ciphertexts(iteration, GRAM, columns);
    try {
      return new EncryptedBlock(values);
    } finally {
      values.forEach(Ciphertext::close);
    }
  }
}
