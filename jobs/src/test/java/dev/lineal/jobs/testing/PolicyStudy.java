package dev.lineal.jobs.testing;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.owners.OwnerAddress;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.TaskPlan;
import dev.lineal.jobs.publish.SealedShare;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.LedgerSigner;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.Code;
import dev.lineal.lineage.manifest.CurvatureEvidence;
import dev.lineal.lineage.manifest.Floor;
import dev.lineal.lineage.manifest.KeepRefreshed;
import dev.lineal.lineage.manifest.ParentModel;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.Moments;
import dev.lineal.owner.policy.ClusterChecks;
import dev.lineal.owner.policy.HostedStudy;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.PublishedDatasets;
import dev.lineal.owner.policy.SessionRequest;
import dev.lineal.owner.verify.Trust;
import dev.lineal.owner.verify.Verification;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/** Three owners under their real policy, their shards, grants for everything, and a trainer. */
public final class PolicyStudy implements AutoCloseable {
  private static final int OWNERS = 3;
  private static final List<String> RELEASES =
      List.of("weights", "mean-squared-margin", "lambda-max", "metrics", "validation-loss");

  private final LocalSpark spark;
  private final Path folder;
  private final LocalStudy study;
  private final Wallet trainer = Wallet.generate();
  private final X25519PrivateKeyParameters licensee =
      new X25519PrivateKeyParameters(Sha256.hash(new byte[] {7}).bytes(), 0);
  private final List<PlannedDataset> datasets = new ArrayList<>();
  private final List<PolicyAgent> agents = new ArrayList<>();
  private final List<Verification> verifications = new ArrayList<>();
  private int nonce;

  /** What owners think of the cluster. */
  public enum Cluster {
    CHECKED,
    TRUSTED,
    TRUSTED_BY_THE_FIRST
  }

  /** Owners that check the cluster, as they do by default. */
  public PolicyStudy(LocalSpark spark, Path folder, TestData data, TaskPlan plan) {
    this(spark, folder, data, plan, Cluster.CHECKED);
  }

  /** Rows of {@code data}, one block per owner, encrypted as {@code plan}'s parameters say. */
  public PolicyStudy(LocalSpark spark, Path folder, TestData data, TaskPlan plan, Cluster cluster) {
    this.spark = spark;
    this.folder = folder;
    this.study = new LocalStudy(plan.parameters(), OWNERS, data, plan);
    List<PlannedDataset> published = PublishedStudy.publish(study, data, plan);
    List<Wallet> wallets = IntStream.range(0, OWNERS).mapToObj(i -> Wallet.generate()).toList();
    List<Address> addresses = wallets.stream().map(Wallet::address).toList();
    List<PolicyKeySet> all = IntStream.range(0, OWNERS).mapToObj(i -> keys(i, addresses)).toList();
    for (int i = 0; i < OWNERS; i++) {
      PolicyKeySet keys = all.get(i);
      PlannedDataset dataset = published.get(i);
      PublishedDatasets.Published version =
          new PublishedDatasets.Published(
              dataset.manifest(), dataset.rows(), dataset.blocks(), data.features());
      datasets.add(
          new PlannedDataset(
              addresses.get(i),
              dataset.contentRoot(),
              dataset.manifest(),
              dataset.rows(),
              dataset.blocks(),
              grant(wallets.get(i), keys)));
      HostedStudy hosted =
          new HostedStudy(
              keys,
              root -> Optional.of(version).filter(any -> root.equals(dataset.contentRoot())),
              ledger(),
              SigningDomain.OFFLINE,
              new OwnerRules(100, 64 << 20, 1L << 40, OwnerRules.InsecureSets.ALLOWED_FOR_TESTS),
              Clock.systemUTC(),
              checks(i, all, cluster));
      agents.add(new PolicyAgent(hosted, study.agents().get(i).files()));
    }
  }

  private PolicyKeySet keys(int owner, List<Address> addresses) {
    Path home = folder.resolve("owner-" + owner);
    dev.lineal.owner.home.DurableFile.makeDirectory(home);
    return new PolicyKeySet(owner, addresses, study.publicKey(), study.shares().get(owner), home);
  }

  private ClusterChecks checks(int owner, List<PolicyKeySet> keys, Cluster cluster) {
    boolean trusts =
        cluster == Cluster.TRUSTED || cluster == Cluster.TRUSTED_BY_THE_FIRST && owner == 0;
    Verification able = able(owner, keys);
    return trusts ? new Trust(able) : able;
  }

  private Verification able(int owner, List<PolicyKeySet> keys) {
    Verification checks =
        new Verification(
            parameters(),
            keys.stream().map(one -> one.identity().publicKey()).toList(),
            owner,
            new PublishedShards(study.agents().stream().map(TestAgent::files).toList()));
    verifications.add(checks);
    return checks;
  }

  private FileLedger ledger() {
    return FileLedger.at(folder.resolve("ledger"), SigningDomain.OFFLINE);
  }

  private Sha256 grant(Wallet owner, PolicyKeySet keys) {
    Grant grant =
        new Grant(
            PolicyKeySet.STUDY,
            owner.address(),
            Optional.empty(),
            trainer.address(),
            "tests",
            List.of(Task.values()),
            Instant.parse("2099-01-01T00:00:00Z"),
            10_000,
            RELEASES,
            1000,
            BigInteger.ONE,
            Sha256.hash(new byte[] {(byte) keys.self()}));
    WalletBinding binding =
        WalletBinding.sign(
            owner, keys.identity(), Instant.parse("2026-01-01T00:00:00Z"), SigningDomain.OFFLINE);
    return ledger().append(grant, new LedgerSigner(keys.identity(), binding));
  }

  /** A signed run over all rows. */
  public PlannedRun run(TaskPlan mathematics, Optional<CurvatureEvidence> curvature) {
    return run(mathematics, curvature, Optional.empty());
  }

  /** The same from a parent's weights. */
  public PlannedRun run(
      TaskPlan mathematics, Optional<CurvatureEvidence> curvature, Optional<ParentModel> parent) {
    return run(mathematics, curvature, parent, Optional.empty());
  }

  /** A run that measures contributions on public rows. */
  public PlannedRun measured(LinearPlan plan, ValidationForm form, Optional<ParentModel> parent) {
    return run(plan.measuring(form, OWNERS), Optional.empty(), parent, Optional.of(form));
  }

  private PlannedRun run(
      TaskPlan mathematics,
      Optional<CurvatureEvidence> curvature,
      Optional<ParentModel> parent,
      Optional<ValidationForm> validation) {
    Sha256 key = Sha256.of(study.publicKey().fingerprintBytes());
    RunPlan plan =
        new RunPlan(
            PolicyKeySet.STUDY,
            "tests",
            datasets,
            new Code("0123456789abcdef0123456789abcdef01234567", Sha256.hash(new byte[] {1})),
            mathematics.training(),
            mathematics.encryption(key, parent.map(ParentModel::start).orElse(List.of())),
            new Floor(OWNERS, 100),
            new Batches(2, 3),
            mathematics.releases(),
            KeepRefreshed.ALL,
            trainer.address(),
            SealingKey.of(licensee.generatePublicKey().getEncoded()),
            parent,
            validation,
            Sha256.hash(new byte[] {4, (byte) nonce}));
    return new PlannedRun(
        spark.session(),
        SignedRunPlan.sign(plan, trainer, SigningDomain.OFFLINE),
        owners(),
        folder.resolve("tables").toString(),
        1 << 28,
        Patience.DEFAULT,
        curvature);
  }

  /** Plans of the same training are other runs from now on, and nothing is forged. */
  public void startAnew() {
    nonce++;
    forge(0);
  }

  /** The same from an iteration on. */
  public void forge(int round, int iteration) {
    agents.get(0).forge(round, iteration);
  }

  /** What the first owner gets of a round is not the agreed product, from now on. */
  public void forge(int round) {
    agents.get(0).forge(round);
  }

  private List<OwnerAddress> owners() {
    return IntStream.range(0, OWNERS).mapToObj(i -> agents.get(i).address("owner-" + i)).toList();
  }

  /** The owners' shares of a finished run, opened by the licensee. */
  public List<SealedShare> release(PlannedRun run) {
    byte[] id = run.plan().sha256().bytes();
    byte[] key = licensee.generatePublicKey().getEncoded();
    return new RunSessions(owners())
        .release(run.open(), "weights").stream()
            .map(share -> SealedShare.open(share, licensee.getEncoded(), key, id))
            .toList();
  }

  /** What commands and stages read: signed plan, moments that change nothing, the key. */
  public record Files(Path plan, String[] owners, Path moments, Path licenseeKey) {}

  /** Files of a run over all rows. */
  public Files files(TaskPlan mathematics, List<String> features) throws IOException {
    PlannedRun run = run(mathematics, Optional.empty());
    Files files =
        new Files(
            folder.resolve("plan.json"),
            owners().stream().map(owner -> owner.name() + "=" + owner.url()).toArray(String[]::new),
            folder.resolve("moments.json"),
            folder.resolve("licensee.key"));
    java.nio.file.Files.write(files.plan(), new SessionRequest(run.signed()).toJson());
    Moments moments =
        new Moments(
            PolicyKeySet.STUDY,
            Sha256.hash(new byte[] {1}),
            mathematics.training().features(),
            features.stream()
                .map(name -> new ColumnMoments(name, new Decimal("0"), new Decimal("1")))
                .toList(),
            List.of());
    java.nio.file.Files.write(files.moments(), moments.canonicalBytes());
    java.nio.file.Files.writeString(
        files.licenseeKey(), HexFormat.of().formatHex(licensee.getEncoded()));
    return files;
  }

  public HeParameters parameters() {
    return study.publicKey().parameters();
  }

  @Override
  public void close() {
    agents.forEach(PolicyAgent::close);
    verifications.forEach(Verification::close);
    study.close();
  }
}
