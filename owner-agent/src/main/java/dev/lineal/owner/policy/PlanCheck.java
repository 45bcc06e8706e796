package dev.lineal.owner.policy;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.licence.GrantDecision;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.Round;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Sigmoid;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything an owner holds a plan against before it opens a session; no secret is needed. */
final class PlanCheck {
  /** The one release that owners make so far: their shares of v. */
  static final String WEIGHTS = "weights";

  private final HostedStudy hosted;
  private final RunPlan plan;
  private final Budget.Use used;
  private final GrantUse grantUse;

  /**
   * @param used of the key set by all sessions so far
   * @param grantUse of this owner's grant by all sessions so far
   */
  PlanCheck(HostedStudy hosted, RunPlan plan, Budget.Use used, GrantUse grantUse) {
    this.hosted = hosted;
    this.plan = plan;
    this.used = used;
    this.grantUse = grantUse;
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
        this::momentum,
        this::step,
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
    Sigmoid known = new Sigmoid(5, PlannedRounds.ACTIVATION.interval());
    Training training = plan.training();
    if (training.task() != Task.LOGISTIC || !training.sigmoid().equals(Optional.of(known))) {
      throw Refusal.of(
          Rule.TASK_SUPPORTED,
          "This owner answers no %s run with this activation.",
          training.task().text());
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
            && published.columns() == plan.training().features();
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

  private void grant() {
    grantDecision();
  }

  /** This owner's grant for the plan. */
  GrantDecision.Granted grantDecision() {
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
  }

  private void releases() {
    for (Release release : plan.releases()) {
      if (!release.name().equals(WEIGHTS) || release.scalars() != plan.training().features()) {
        throw Refusal.of(
            Rule.RELEASE_SUPPORTED,
            "The plan asks for '%s' with %d scalars.",
            release.name(),
            release.scalars());
      }
    }
  }

  private void momentum() {
    BigInteger one = BigInteger.ONE.shiftLeft(plan.training().eta().shift());
    for (long numerator : plan.training().eta().numerators()) {
      BigInteger eta = BigInteger.valueOf(numerator);
      if (eta.signum() > 0 || eta.negate().compareTo(one) >= 0) {
        throw Refusal.of(
            Rule.MOMENTUM_RANGE,
            "A momentum of %d / 2^%d could drive margins beyond what masks hide.",
            numerator,
            plan.training().eta().shift());
      }
    }
  }

  /** lr <= 4 / d, and a decay between 0 and 1. */
  private void step() {
    Training training = plan.training();
    BigInteger scaled =
        BigInteger.valueOf(training.step().numerator())
            .multiply(BigInteger.valueOf(training.features()));
    if (scaled.compareTo(BigInteger.valueOf(4).shiftLeft(training.step().shift())) > 0) {
      throw Refusal.of(
          Rule.STEP_BOUND,
          "The step %d / 2^%d is above 4 / %d; margins could outgrow their masks.",
          training.step().numerator(),
          training.step().shift(),
          training.features());
    }
    FixedPoint decay = planned().factors().decay();
    if (decay.numerator() < 0) {
      throw Refusal.of(Rule.STEP_BOUND, "Step times penalty is above 1; weights could run away.");
    }
  }

  private void rounds() {
    List<Round> planned = plan.encryption().rounds();
    List<Round> expected = planned().expected();
    boolean scale = plan.encryption().weightScaleBits() == HeParameters.REFRESHED_SCALE_BITS;
    if (planned.size() != expected.size() || !scale) {
      throw Refusal.of(
          Rule.PLANNED_ROUNDS,
          "A logistic run has %d rounds and weights at scale 2^%d.",
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
    for (int round = 1; round <= ActivationRounds.ROUNDS + 1; round++) {
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

  /** The hash under which this owner's grant is known. */
  Sha256 grantId() {
    return plan.datasets().get(keys().self()).grant();
  }
}
