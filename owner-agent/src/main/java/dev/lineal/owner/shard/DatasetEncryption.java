package dev.lineal.owner.shard;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import dev.lineal.owner.home.StudyHome;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a dataset of an owner's rows: checks, standardises, encrypts and publishes them. A run that
 * was cut off goes on when it is made again with the same inputs; nothing is published before all
 * of it is on the disk.
 */
public final class DatasetEncryption {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final StudyHome home;
  private final WalletBinding owner;
  private final Path data;
  private final EncryptProgress progress;
  private boolean insecureTest;

  /**
   * @param home of the study, with joint key and moments
   * @param owner whose rows these are; one of the study's owners
   * @param data a .csv or .parquet file
   */
  public DatasetEncryption(
      StudyHome home, WalletBinding owner, Path data, EncryptProgress progress) {
    this.home = home;
    this.owner = owner;
    this.data = data;
    this.progress = progress;
  }

  /** For tests: takes parameter sets that protect nothing. */
  public DatasetEncryption withInsecureTestParameters() {
    insecureTest = true;
    return this;
  }

  /**
   * Does it, or goes on with it.
   *
   * @throws dev.lineal.owner.home.OwnerException when the rows, the study or the disk do not allow
   *     it; what is finished is kept for the next run
   */
  public EncryptResult execute() {
    try (JointPublicKey key = home.current().jointKey()) {
      Study study = study(key);
      Moments moments = Moments.parse(home.moments());
      Standardisation standardisation = Standardisation.of(study, moments);
      EncryptInputs inputs =
          new EncryptInputs(
              owner.wallet(),
              hash(),
              study.sha256(),
              moments.sha256(),
              Sha256.of(key.fingerprintBytes()));
      return run(study, key, standardisation, inputs);
    } catch (IOException e) {
      throw DatasetErrors.notWritten(home.path(PublishedDatasets.DIRECTORY), e);
    }
  }

  private Study study(JointPublicKey key) {
    Study study = home.study();
    HeParameters parameters = HeParameters.named(study.parameterSet());
    if (!parameters.secure() && !insecureTest) {
      throw DatasetErrors.insecure(parameters.name());
    }
    if (!key.parameters().equals(parameters)) {
      throw DatasetErrors.otherParameters(study.id(), parameters.name(), key.parameters().name());
    }
    if (study.owners().stream()
        .noneMatch(
            member ->
                member.wallet().equals(owner.wallet())
                    && member.identityKey().equals(owner.identityKey()))) {
      throw DatasetErrors.notAnOwner(study.id(), owner.wallet().text());
    }
    return study;
  }

  private Sha256 hash() {
    try {
      return FileHash.of(data);
    } catch (IOException e) {
      throw DatasetErrors.unreadable(data, e);
    }
  }

  private EncryptResult run(
      Study study, JointPublicKey key, Standardisation standardisation, EncryptInputs inputs)
      throws IOException {
    Path datasets = home.path(PublishedDatasets.DIRECTORY);
    try (WorkDirectory work = WorkDirectory.open(datasets, inputs)) {
      PublishedDatasets published = PublishedDatasets.of(home);
      Optional<PublishedDataset> before = published.madeOf(inputs);
      if (before.isPresent()) {
        work.discard();
        return new EncryptResult(before.get(), 0, Map.of(), 0, false);
      }
      return make(study, key, standardisation, inputs, work);
    }
  }

  private EncryptResult make(
      Study study,
      JointPublicKey key,
      Standardisation standardisation,
      EncryptInputs inputs,
      WorkDirectory work)
      throws IOException {
    RejectedRows rejected = new RejectedRows(work.rejected());
    ShardSequence sequence = new ShardSequence(key, standardisation, work);
    List<Shard> shards;
    try (rejected;
        sequence) {
      shards = encrypt(study, rejected, sequence);
    } catch (IOException | RuntimeException e) {
      work.discardUnlessStarted();
      throw e;
    }
    requireUsable(shards, rejected, inputs, work);
    Path directory = work.publish(manifest(study, key, shards, inputs));
    return new EncryptResult(
        PublishedDataset.read(directory),
        rejected.rows(),
        rejected.faults(),
        sequence.resumed(),
        true);
  }

  private List<Shard> encrypt(Study study, RejectedRows rejected, ShardSequence sequence)
      throws IOException {
    SchemaRows rows = SchemaRows.open(data, study.schema(), rejected);
    long[] accepted = {0};
    rows.forEach(
        row -> {
          sequence.accept(row);
          if (++accepted[0] % EncryptProgress.EVERY_ROWS == 0) {
            progress.at(rows.fractionRead(), accepted[0]);
          }
        });
    List<Shard> shards = sequence.finish();
    progress.at(1, accepted[0]);
    return shards;
  }

  private void requireUsable(
      List<Shard> shards, RejectedRows rejected, EncryptInputs inputs, WorkDirectory work) {
    if (!hash().equals(inputs.data())) {
      throw DatasetErrors.changed(data);
    }
    if (shards.isEmpty()) {
      throw DatasetErrors.noRows(data, rejected.rows(), work.rejected());
    }
  }

  private DatasetManifest manifest(
      Study study, JointPublicKey key, List<Shard> shards, EncryptInputs inputs) {
    return new DatasetManifest(
        study.id(),
        owner.wallet(),
        owner.identityKey(),
        study.schema().sha256(),
        shards.stream().mapToLong(Shard::rows).sum(),
        key.parameters().slots(),
        study.parameterSet(),
        inputs.jointKey(),
        shards,
        DatasetManifest.contentRoot(shards.stream().map(Shard::sha256).toList()),
        DatasetManifest.commitment(salt(inputs), inputs.data()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The commitment's salt: one per inputs, sealed in the home, so that it can be opened later. */
  private byte[] salt(EncryptInputs inputs) {
    String name = PublishedDatasets.DIRECTORY + "/salt-" + inputs.id();
    return home.unseal(name)
        .orElseGet(
            () -> {
              byte[] salt = new byte[DatasetManifest.SALT_BYTES];
              RANDOM.nextBytes(salt);
              home.seal(name, salt);
              return salt;
            });
  }
}
