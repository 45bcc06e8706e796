package dev.lineal.lineage.manifest;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealMessages;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.TypedData;
import dev.lineal.lineage.identity.SealingKey;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The document fixed before a run. Its hash is the run's id; the trainer signs it, owners check it
 * and take every constant from it.
 *
 * @param study the study's id
 * @param purpose what the model is for; a grant must name the same
 * @param datasets one per owner, in the order of the owners' keys
 * @param code the program
 * @param training the algorithm
 * @param encryption keys, scales, masks
 * @param floor the least that must take part; the datasets reach it
 * @param batches how rounds are cut into requests
 * @param releases what is to be decrypted; names are unique
 * @param keepRefreshed what is kept for an audit
 * @param trainer wallet address of who asks and holds the grants
 * @param licensee key to which releases are sealed
 * @param parent the model this one starts from; a training without one starts from 0
 * @param validation what contributions are measured on, leaving one owner out at a time; empty
 *     where they are not measured. Owners answer such a plan of a linear run only
 * @param nonce 32 random bytes: equal plans are different runs
 */
public record RunPlan(
    String study,
    String purpose,
    List<PlannedDataset> datasets,
    Code code,
    Training training,
    EncryptionTerms encryption,
    Floor floor,
    Batches batches,
    List<Release> releases,
    KeepRefreshed keepRefreshed,
    Address trainer,
    SealingKey licensee,
    Optional<ParentModel> parent,
    Optional<ValidationForm> validation,
    Sha256 nonce) {
  public RunPlan {
    Require.name("study", study);
    Require.text("purpose", purpose);
    datasets = Require.notEmpty("datasets", datasets);
    Require.distinct("datasets", datasets.stream().map(PlannedDataset::owner).toList());
    Require.distinct("datasets", datasets.stream().map(PlannedDataset::contentRoot).toList());
    Require.present("code", code);
    Require.present("training", training);
    Require.present("encryption", encryption);
    checkFloor(floor, datasets);
    Require.present("batches", batches);
    releases = Require.notEmpty("releases", releases);
    Require.distinct("releases", releases.stream().map(Release::name).toList());
    Require.present("keep_refreshed", keepRefreshed);
    Require.present("trainer", trainer);
    Require.present("licensee", licensee);
    checkParent(Require.present("parent_model", parent), training);
    Require.present("contributions", validation);
    Require.present("nonce", nonce);
    checkLosses(validation, releases, training, datasets.size());
  }

  /** A plan that measures no contributions. */
  public RunPlan(
      String study,
      String purpose,
      List<PlannedDataset> datasets,
      Code code,
      Training training,
      EncryptionTerms encryption,
      Floor floor,
      Batches batches,
      List<Release> releases,
      KeepRefreshed keepRefreshed,
      Address trainer,
      SealingKey licensee,
      Optional<ParentModel> parent,
      Sha256 nonce) {
    this(
        study,
        purpose,
        datasets,
        code,
        training,
        encryption,
        floor,
        batches,
        releases,
        keepRefreshed,
        trainer,
        licensee,
        parent,
        Optional.empty(),
        nonce);
  }

  private static void checkLosses(
      Optional<ValidationForm> validation, List<Release> releases, Training training, int owners) {
    int scalars =
        releases.stream()
            .filter(release -> release.name().equals(ValidationForm.LOSS))
            .mapToInt(Release::scalars)
            .sum();
    int wanted = validation.isPresent() ? owners + 1 : 0;
    if (scalars != wanted) {
      throw new IllegalArgumentException(
          "releases: %s has %d scalars, contributions need %d"
              .formatted(ValidationForm.LOSS, scalars, wanted));
    }
    if (validation.isPresent()) {
      Require.range("owners of whom one is left out", owners, 2, Require.MAX_JSON_INTEGER);
      int features = training.features();
      Require.range("right length", validation.get().right().size(), features, features);
      Require.range(
          "iterations of all solves",
          (long) training.iterations() * (owners + 1),
          1,
          Training.MAX_ITERATIONS);
    }
  }

  private static void checkFloor(Floor floor, List<PlannedDataset> datasets) {
    if (datasets.size() < floor.owners()) {
      throw new IllegalArgumentException(
          "min_owners: is %d, but the plan has %d".formatted(floor.owners(), datasets.size()));
    }
    for (PlannedDataset dataset : datasets) {
      if (dataset.rows() < floor.rows()) {
        throw new IllegalArgumentException(
            "min_rows: is %d, but the dataset of %s has %d"
                .formatted(floor.rows(), dataset.owner(), dataset.rows()));
      }
    }
  }

  private static void checkParent(Optional<ParentModel> parent, Training training) {
    if (parent.isEmpty()) {
      return;
    }
    if (training.task() != Task.LOGISTIC && training.task() != Task.LINEAR) {
      throw new IllegalArgumentException("parent_model: only trainings start from a model");
    }
    if (parent.get().weights().size() != training.features()) {
      throw new IllegalArgumentException(
          "parent_model: has %d weights, but the plan has %d features"
              .formatted(parent.get().weights().size(), training.features()));
    }
  }

  /** Reads canonical bytes; whatever is not exactly a run plan is an error with a path. */
  public static RunPlan parse(byte[] canonical) {
    return RunPlanJson.read(canonical);
  }

  /** The one canonical text of this plan, UTF-8. */
  public byte[] canonicalBytes() {
    return RunPlanJson.write(this);
  }

  /** Hash of the canonical bytes: the run's id. */
  public Sha256 sha256() {
    return Sha256.hash(canonicalBytes());
  }

  /** Ids of the grants, in the order of the datasets. */
  public List<Sha256> grants() {
    return datasets.stream().map(PlannedDataset::grant).toList();
  }

  /** Hash of the parent's manifest. */
  public Optional<Sha256> parentModel() {
    return parent.map(ParentModel::manifest);
  }

  /** Public weights before the first iteration, w / R at scale 2^40; empty for 0. */
  public List<BigInteger> start() {
    return parent.map(ParentModel::start).orElse(List.of());
  }

  /**
   * Solves that the run makes: one, and where contributions are measured one without each owner.
   */
  public int solves() {
    return validation.isPresent() ? datasets.size() + 1 : 1;
  }

  /** Iterations of all solves. */
  public int iterations() {
    return training.iterations() * solves();
  }

  /**
   * Whether an iteration releases a number of a name: the last so many iterations do, of validation
   * losses the last one of every solve.
   */
  public boolean releasesIn(int iteration, String name) {
    if (name.equals(ValidationForm.LOSS)) {
      return validation.isPresent() && (iteration + 1) % training.iterations() == 0;
    }
    return releases.stream()
        .filter(release -> release.name().equals(name))
        .anyMatch(release -> iteration >= training.iterations() - release.scalars());
  }

  /** How many numbers become known if all releases are made. */
  public long releasedScalars() {
    return releases.stream().mapToLong(Release::scalars).sum();
  }

  /** What the trainer's wallet signs. */
  public TypedData typedData(SigningDomain domain) {
    return new TypedData(
        domain,
        LinealMessages.runPlan(
            sha256(), study, training.task().text(), iterations(), releasedScalars(), trainer));
  }

  /** Whether weights stay shared between iterations: a round ends in shares. */
  public boolean sharesWeights() {
    return encryption.rounds().stream().anyMatch(round -> round.refresh() == Round.Refresh.SHARE);
  }
}
