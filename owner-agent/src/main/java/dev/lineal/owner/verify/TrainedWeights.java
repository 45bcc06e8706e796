package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedWeights;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.policy.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The weights of an evaluation, whose plan does not say which training's they are: the end of any
 * training under this key that this owner checked to its last step. The first slice whose equation
 * holds decides for the rest of the run.
 */
final class TrainedWeights implements StartingWeights, AutoCloseable {
  private static final String CHOSEN = "trained";

  private final CheckedRun run;
  private final HeParameters parameters;
  private final Kept kept;
  private final List<WeightValues> opened = new ArrayList<>();
  private List<Trained> candidates = List.of();

  TrainedWeights(CheckedRun run, HeParameters parameters, Kept kept) {
    this.run = run;
    this.parameters = parameters;
    this.kept = kept;
  }

  @Override
  public synchronized List<? extends Candidate> before(int iteration) {
    if (candidates.isEmpty()) {
      candidates =
          run.finished().stream()
              .filter(training -> fits(training.plan()))
              .map(this::candidate)
              .flatMap(Optional::stream)
              .toList();
    }
    if (candidates.isEmpty()) {
      throw Refusal.of(
          Rule.CHECKS_COVER,
          "This owner has checked no finished training whose weights these could be.");
    }
    Optional<String> chosen = choice();
    return candidates.stream()
        .filter(one -> chosen.isEmpty() || chosen.get().equals(one.id()))
        .toList();
  }

  private Optional<String> choice() {
    return kept.read(CHOSEN).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  /** Slices may be checked at the same time. */
  private synchronized void choose(String id) {
    Optional<String> chosen = choice();
    if (chosen.isPresent() && !chosen.get().equals(id)) {
      throw Refusal.of(
          Rule.CHECKS_COVER, "Another slice's margins are of the weights of run %s.", chosen.get());
    }
    kept.write(CHOSEN, id.getBytes(StandardCharsets.US_ASCII));
  }

  /** Same kind of model, number of features and cut. */
  private boolean fits(RunPlan training) {
    RunPlan mine = run.plan();
    boolean trains =
        switch (training.training().task()) {
          case LOGISTIC -> mine.training().sigmoid().equals(training.training().sigmoid());
          case LINEAR -> mine.training().sigmoid().isEmpty();
          case POWER_ITERATION, EVALUATION -> false;
        };
    return trains
        && training.training().features() == mine.training().features()
        && training.batches().featuresPerRequest() == mine.batches().featuresPerRequest();
  }

  private Optional<Trained> candidate(CheckedRun training) {
    WeightValues values = new WeightValues(training, parameters, Kept.of(training), List.of());
    int last = training.layout().iterations() - 1;
    if (!values.knows(last)) {
      return Optional.empty();
    }
    opened.add(values);
    String id = training.id().toString();
    return Optional.of(new Trained(id, values, last, () -> choose(id)));
  }

  /** The weights with which a training would go on. */
  private record Trained(String id, WeightValues values, int last, Runnable choice)
      implements Candidate {
    @Override
    public Optional<EncryptedWeights> weights(int slice) {
      return Optional.of(values.after(last, slice));
    }

    @Override
    public void chosen() {
      choice.run();
    }
  }

  @Override
  public synchronized void close() {
    opened.forEach(WeightValues::close);
    opened.clear();
    candidates = List.of();
  }
}
