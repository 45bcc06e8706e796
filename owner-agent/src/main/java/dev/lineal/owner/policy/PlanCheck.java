package dev.lineal.owner.policy;

import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.EvaluationRounds;
import dev.lineal.he.rounds.Items;
import dev.lineal.he.rounds.PowerRounds;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.StepBound;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.licence.GrantDecision;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything an owner holds a plan against before it opens a session; no secret is needed. */
final class PlanCheck {
  /** Released as the owners' shares of v. */
  static final String WEIGHTS = "weights";

  /** Factors are derived from steps by up to 20 bits more. */
  private static final int MOST_STEP_SHIFT = Factor.MAX_SHIFT - 27;

  /** Where one of these is broken, later checks mean nothing. */
  private static final List<String> FUNDAMENTAL =
      List.of(
          Rule.PARAMETER_SET.text(),
          Rule.TASK_SUPPORTED.text(),
          Rule.OWNERS_OF_KEY_SET.text(),
          Rule.MIN_OWNERS.text(),
          Rule.PLANNED_ROUNDS.text());

  private final HostedStudy hosted;
  private final RunPlan plan;
  private final Budget.Use used;
  private final GrantUse grantUse;
  private final Optional<StepBound> curvature;

  /**
   * @param used of the key set by all sessions so far
   * @param grantUse of this owner's grant by all sessions so far
   * @param curvature what a power iteration allows, where it was shown
   */
  PlanCheck(
      HostedStudy hosted,
      RunPlan plan,
      Budget.Use used,
      GrantUse grantUse,
      Optional<StepBound> curvature) {
    this.hosted = hosted;
    this.plan = plan;
    this.used = used;
    this.grantUse = grantUse;
    this.curvature = curvature;
  }

  /** The first rule that is broken is thrown. */
  void run() {
    checks().forEach(Runnable::run);
  }

  /** All rules that are broken, as far as they can be told when earlier ones are. */
  List<Refusal> refusals() {
    List<Refusal> broken = new ArrayList<>();
    for (Runnable check : checks()) {
      try {
        check.run();
      } catch (Refusal refusal) {
        broken.add(refusal);
        if (FUNDAMENTAL.contains(refusal.rule())) {
          return broken;
        }
      }
    }
    return broken;
  }

  private List<Runnable> checks() {
    return List.of(
        this::parameterSet,
        this::task,
        this::owners,
        this::rows,
        this::dataset,
        this::grant,
        this::batches,
        this::releases,
        new StepCheck(plan, curvature)::momentum,
        new StepCheck(plan, curvature)::step,
        this::rounds,
        this::bounds,
        this::budget);
  }

  private void parameterSet() {
    HeParameters set = keys().parameters();
    if (!set.secure() && hosted.rules().insecureSets() == OwnerRules.InsecureSets.REFUSED) {
      throw Refusal.of(
          Rule.SECURE_PARAMETERS, "%s protects nothing; it is for unit tests.", set.name());
    }
    String planned = plan.encryption().parameterSet();
    if (!planned.equals(set.name())) {
      throw Refusal.of(
          Rule.PARAMETER_SET, "The plan says %s, the study has %s.", planned, set.name());
    }
    if (!plan.encryption().jointKey().equals(keys().fingerprint())) {
      throw Refusal.of(
          Rule.JOINT_KEY,
          "The plan names joint key %s, the study has %s.",
          plan.encryption().jointKey(),
          keys().fingerprint());
    }
  }

  private void task() {
    Training training = plan.training();
    Optional<ActivationRounds> known = training.sigmoid().flatMap(PlannedRounds::known);
    boolean activation =
        training.sigmoid().isEmpty()
            || known.isPresent()
                && (training.task() != Task.EVALUATION
                    || known.get().equals(EvaluationRounds.ACTIVATION));
    boolean length =
        switch (training.task()) {
          case LOGISTIC, LINEAR -> true;
          case POWER_ITERATION -> training.iterations() >= PowerRounds.SCALARS;
          case EVALUATION -> training.iterations() == 1;
        };
    boolean step = training.step().shift() <= MOST_STEP_SHIFT;
    if (!activation || !length || !step) {
      throw Refusal.of(
          Rule.TASK_SUPPORTED,
          "This owner answers no %s run with this activation or step and %d iterations.",
          training.task().text(),
          training.iterations());
    }
  }

  private void owners() {
    List<Address> planned = plan.datasets().stream().map(PlannedDataset::owner).toList();
    int least = Math.max(keys().minOwners(), plan.floor().owners());
    if (planned.size() < least) {
      throw Refusal.of(
          Rule.MIN_OWNERS, "The plan has %d owners, at least %d must be.", planned.size(), least);
    }
    if (!planned.equals(keys().owners())) {
      throw Refusal.of(
          Rule.OWNERS_OF_KEY_SET,
          "The plan's %d owners are not the key set's %d in their order.",
          planned.size(),
          keys().owners().size());
    }
  }

  private void rows() {
    long least = Math.max(hosted.rules().minRows(), plan.floor().rows());
    for (PlannedDataset dataset : plan.datasets()) {
      if (dataset.rows() < least) {
        throw Refusal.of(
            Rule.MIN_ROWS,
            "The dataset of %s has %d rows, at least %d must be.",
            dataset.owner(),
            dataset.rows(),
            least);
      }
    }
  }

  private void dataset() {
    PlannedDataset mine = plan.datasets().get(keys().self());
    Optional<PublishedDatasets.Published> found = hosted.datasets().find(mine.contentRoot());
    if (found.isEmpty()) {
      throw Refusal.of(
          Rule.DATASET_PUBLISHED, "This owner published no version %s.", mine.contentRoot());
    }
    PublishedDatasets.Published published = found.get();
    boolean same =
        published.manifest().equals(mine.manifest())
            && published.rows() == mine.rows()
            && published.blocks() == mine.blocks()
            && columns(published.columns());
    if (!same) {
      throw Refusal.of(
          Rule.DATASET_PUBLISHED,
          "Version %s has %d rows in %d blocks of %d columns and manifest %s; the plan says"
              + " otherwise.",
          mine.contentRoot(),
          published.rows(),
          published.blocks(),
          published.columns(),
          published.manifest());
    }
  }

  /** Regression has its target behind the features; a power iteration goes over either kind. */
  private boolean columns(int published) {
    int features = plan.training().features();
    return switch (plan.training().task()) {
      case LOGISTIC -> published == features;
      case LINEAR -> published == features + 1;
      case POWER_ITERATION -> published == features || published == features + 1;
      case EVALUATION ->
          published == (plan.training().sigmoid().isPresent() ? features : features + 1);
    };
  }

  private void grant() {
    grantDecision();
  }

  /** This owner's grant for the plan. */
  private GrantDecision.Granted grantDecision() {
    GrantDecision decision =
        hosted.ledger().decide(plan, keys().wallet(), grantUse, hosted.clock().instant());
    if (decision instanceof GrantDecision.Refused refused) {
      throw Refusal.of(refused);
    }
    return (GrantDecision.Granted) decision;
  }

  private void batches() {
    long longest = Layout.of(plan).longestRequest(keys().parameters());
    if (longest > hosted.rules().maxRequestBytes()) {
      throw Refusal.of(
          Rule.BATCH_SIZE,
          "The plan cuts requests of %d bytes, this owner takes %d.",
          longest,
          hosted.rules().maxRequestBytes());
    }
    if (hosted.checks().wantsEvidence(plan)) {
      requireEvidenceFits();
    }
  }

  private void requireEvidenceFits() {
    long longest = Layout.of(plan).longestEvidence(keys().parameters(), keys().owners().size());
    if (longest > hosted.rules().maxRequestBytes()) {
      throw Refusal.of(
          Rule.CHECKS_COVER,
          "The other %d owners' answers to one request have %d bytes, this owner takes %d to check"
              + " the cluster.",
          keys().owners().size() - 1,
          longest,
          hosted.rules().maxRequestBytes());
    }
  }

  private void releases() {
    Map<String, Integer> supported = new HashMap<>();
    if (planned().task().stepRound() > 0 && plan.training().task() != Task.POWER_ITERATION) {
      supported.put(WEIGHTS, plan.training().features());
    }
    for (RoundTerms round : planned().task().rounds()) {
      if (round.items() instanceof Items.Scalars scalars) {
        supported.put(round.name(), scalars.count() * round.span().iterations());
      }
    }
    for (Release release : plan.releases()) {
      if (!Integer.valueOf(release.scalars()).equals(supported.get(release.name()))) {
        throw Refusal.of(
            Rule.RELEASE_SUPPORTED,
            "The plan asks for '%s' with %d scalars.",
            release.name(),
            release.scalars());
      }
    }
  }

  private void rounds() {
    List<Round> planned = plan.encryption().rounds();
    List<Round> expected = planned().expected();
    boolean scale = plan.encryption().weightScaleBits() == HeParameters.REFRESHED_SCALE_BITS;
    if (planned.size() != expected.size() || !scale) {
      throw Refusal.of(
          Rule.PLANNED_ROUNDS,
          "A %s run has %d rounds and weights at scale 2^%d.",
          plan.training().task().text(),
          expected.size(),
          HeParameters.REFRESHED_SCALE_BITS);
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!planned.get(i).equals(expected.get(i))) {
        throw Refusal.of(
            Rule.PLANNED_ROUNDS,
            "Round %d of the plan is %s, but must be %s.",
            i + 1,
            planned.get(i),
            expected.get(i));
      }
    }
  }

  private void bounds() {
    for (int round = 1; round <= planned().count(); round++) {
      int least = planned().leastBoundBits(round);
      int planned = plan.encryption().rounds().get(round - 1).boundBits();
      if (planned < least) {
        throw Refusal.of(
            Rule.BOUND_BITS,
            "Round %d is planned for messages below 2^%d, they may need 2^%d.",
            round,
            planned,
            least);
      }
    }
  }

  private void budget() {
    Budget.require(hosted, plan, used);
  }

  private PlannedRounds planned() {
    return new PlannedRounds(plan, keys().parameters(), keys().owners().size());
  }

  private KeySet keys() {
    return hosted.keys();
  }

  /** The price of this owner's grant, where it is valid for the plan. */
  Optional<BigInteger> price() {
    try {
      return Optional.of(grantDecision().grant().priceWei());
    } catch (Refusal refused) {
      return Optional.empty();
    }
  }
}
