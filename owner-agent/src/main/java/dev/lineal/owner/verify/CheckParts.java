package dev.lineal.owner.verify;

import dev.lineal.he.HeParameters;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.LinearRounds;
import dev.lineal.he.rounds.LogisticRounds;
import dev.lineal.he.rounds.PowerRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.owner.policy.CheckedRun;
import dev.lineal.owner.policy.Place;
import dev.lineal.owner.policy.Workers;
import java.math.BigInteger;
import java.util.List;

/** What the check of one run is made of, by its plan's task. */
final class CheckParts implements AutoCloseable {
  private final CheckedRun run;
  private final ShardPass pass;
  private final OtherAnswers answers;
  private final PublicValues values;
  private final WeightValues weights;
  private final SlotValues slots;
  private final TraceValues traces;
  private final ReleasedSums released;
  private final SumCheck sums;
  private final Combinations combinations;
  private final TrainedWeights trained;
  private final GramRows rows;
  private final GramValues gram;
  private final LinearForm linear;
  private final GradientForm gradients;
  private final StudyBlocks blocks;
  private final StudyOperands operands;
  private final PartialProducts partials;

  /** What all runs of a study share. */
  record Study(
      HeParameters parameters,
      List<IdentityKey> identities,
      int self,
      ShardSource source,
      Workers workers) {}

  CheckParts(
      CheckedRun run,
      Study study,
      Kept kept,
      Coefficients coefficients,
      OtherAnswers.Signatures signatures) {
    HeParameters parameters = study.parameters();
    Columns columns = Columns.of(run.plan());
    boolean overGram = run.plan().training().task() == Task.LINEAR;
    this.run = run;
    this.answers =
        new OtherAnswers(run, parameters, kept, study.identities(), study.self(), signatures);
    this.values = new PublicValues(run, parameters, kept);
    this.weights = new WeightValues(run, parameters, kept, start(run));
    this.slots = new SlotValues(run, parameters, values, study.workers());
    this.traces = new TraceValues(run, parameters, values, weights, study.workers());
    this.released = new ReleasedSums(run, parameters, kept, released(run, values, weights));
    this.sums = new SumCheck(run, parameters, kept);
    this.combinations =
        new Combinations(
            kept,
            parameters,
            run.keyId(),
            run.layout().featureCut(),
            columns,
            overGram ? HeParameters.REFRESHED_SCALE_BITS : HeParameters.COLUMN_SCALE_BITS);
    this.trained = new TrainedWeights(run, parameters, kept);
    this.rows = new GramRows(run, parameters, kept, coefficients);
    this.gram = new GramValues(run, parameters, coefficients, combinations, values);
    this.linear =
        new LinearForm(
            run,
            parameters,
            overGram ? LinearForm.Rows.ofGram(coefficients) : LinearForm.Rows.blocks(coefficients),
            combinations,
            run.plan().training().task() == Task.EVALUATION ? trained : weights,
            study.workers());
    this.gradients = new GradientForm(run, parameters, coefficients, combinations, values);
    this.blocks = new StudyBlocks(kept, parameters, columns, run.layout().blocks());
    this.partials = new PartialProducts(run, parameters, coefficients, values);
    this.pass =
        new ShardPass(
            run,
            parameters,
            study.source(),
            kept,
            columns,
            folds(parameters, coefficients, columns));
    this.operands = new StudyOperands(run, pass, blocks, values, weights);
  }

  /** What a pass over the shards is for. */
  private Fold.Plan folds(HeParameters parameters, Coefficients coefficients, Columns columns) {
    if (run.plan().training().task() == Task.LINEAR) {
      return new GramFold.Setting(run.layout(), parameters, run.keyId(), coefficients, rows);
    }
    return shared()
        ? new BlockFold.Setting(run.layout(), blocks)
        : new LinearFold.Setting(
            run.layout(), parameters, coefficients, combinations, columns, gradients(run));
  }

  /** Whether weights stay shared. */
  private boolean shared() {
    return run.task() instanceof LogisticRounds rounds && rounds.weights() == WeightForm.SHARED;
  }

  private static LinearFold.Gradients gradients(CheckedRun run) {
    return run.task().stepRound() > 0
        ? LinearFold.Gradients.OVER_BLOCKS
        : LinearFold.Gradients.NONE;
  }

  private static ReleasedValues released(
      CheckedRun run, PublicValues values, WeightValues weights) {
    return run.task() instanceof LinearRounds rounds && rounds.losses().isPresent()
        ? new ReleasedValues.OfWeights(rounds.losses().get().form(), weights)
        : new ReleasedValues.OfBlocks(run, values);
  }

  private static List<BigInteger> start(CheckedRun run) {
    return run.plan().training().task() == Task.POWER_ITERATION
        ? PowerRounds.start(run.layout().features(), run.id().bytes())
        : run.plan().start();
  }

  /**
   * The equation of a place's products.
   *
   * @throws dev.lineal.owner.policy.Refusal when it needs answers that this owner has not seen
   */
  Equation equation(Place place) {
    Items items = run.layout().terms(place.round()).items();
    if (items instanceof Items.PairsOfColumns) {
      return rows;
    }
    if (items instanceof Items.Blocks) {
      return shared() ? partials : linear;
    }
    if (run.plan().training().task() == Task.LINEAR) {
      gram.combine(place.iteration());
      return linear;
    }
    return gradients;
  }

  StudyOperands operands() {
    return operands;
  }

  PartialProducts partials() {
    return partials;
  }

  ShardPass pass() {
    return pass;
  }

  OtherAnswers answers() {
    return answers;
  }

  PublicValues values() {
    return values;
  }

  WeightValues weights() {
    return weights;
  }

  SlotValues slots() {
    return slots;
  }

  TraceValues traces() {
    return traces;
  }

  ReleasedSums released() {
    return released;
  }

  SumCheck sums() {
    return sums;
  }

  @Override
  public void close() {
    pass.close();
    gradients.close();
    blocks.close();
    weights.close();
    trained.close();
    combinations.close();
  }
}
