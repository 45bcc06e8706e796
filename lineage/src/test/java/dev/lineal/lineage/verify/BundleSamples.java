package dev.lineal.lineage.verify;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.attest.RunAttestation;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.iteration.IterationTree;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.Grants;
import dev.lineal.lineage.licence.LedgerSigner;
import dev.lineal.lineage.licence.Revocation;
import dev.lineal.lineage.manifest.ClusterCheck;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.KeepRefreshed;
import dev.lineal.lineage.manifest.OwnerPart;
import dev.lineal.lineage.manifest.ParentModel;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.ReleasedShare;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.merkle.MerkleTree;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.model.ModelFile;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.model.ModelName;
import dev.lineal.lineage.model.ModelSources;
import dev.lineal.lineage.model.ReleasedModel;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.StudySamples;
import dev.lineal.lineage.study.StudySchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A whole bundle with real signatures: two owners, three logistic solves of two iterations, losses,
 * an anchor. No owner would answer it: only linear runs leave an owner out.
 */
public final class BundleSamples {
  private static final Instant STARTED = Instant.parse("2026-06-01T10:00:00Z");
  private static final SigningDomain DOMAIN = SigningDomain.OFFLINE;
  private static final String ZEROS = "0".repeat(64);
  private static final byte[] FILE =
      """
      {"schema":"lineal.linear-model/1","task":"logistic","intercept":-1.25,"features":[
      {"name":"mean radius","weight":0.5},{"name":"age","weight":-1.5e-2}]}"""
          .getBytes(StandardCharsets.UTF_8);

  /** Mean radius and age, and the bias. */
  private static final int FEATURES = 3;

  private static final ValidationForm VALIDATION =
      new ValidationForm(
          Samples.hash("validation data"),
          1_000,
          List.of(5L, 1L, 0L, 5L, 0L, 5L),
          List.of(1L, 2L, 3L),
          4);

  private final List<LedgerSigner> owners = List.of(Grants.signer("alice"), Grants.signer("bob"));
  private final IdentityKeyPair trainer = IdentityKeyPair.generate();
  private final StudySchema schema = StudySamples.schema();
  private final Moments moments =
      new Moments(
          "mnist-3v8",
          schema.sha256(),
          11_982,
          List.of(
              new ColumnMoments("mean radius", new Decimal("14.127"), new Decimal("3.521")),
              new ColumnMoments("age", new Decimal("-0.5"), new Decimal("12"))),
          List.of("ward"));
  private final Optional<Bundle.Parent> parent;
  private final RunPlan plan;
  private final List<StepRecord> steps;
  private final List<Grant> grants;
  private final List<DatasetManifest> datasets;

  private BundleSamples(Optional<ModelManifest> parent, UnaryOperator<Long> altered) {
    this.parent = parent.map(manifest -> new Bundle.Parent(manifest, FILE));
    this.datasets =
        List.of(dataset(0, Samples.ALICE, 4096, 4096, 1808), dataset(1, Samples.BOB, 1_982));
    this.grants = List.of(grant(Samples.ALICE), grant(Samples.BOB));
    RunPlan sample = Samples.plan("digit recognition", Optional.empty(), Samples.hash("grant"));
    Training training = training(sample.training());
    this.plan =
        new RunPlan(
            sample.study(),
            sample.purpose(),
            IntStream.range(0, 2).mapToObj(this::planned).toList(),
            sample.code(),
            training,
            sample.encryption(),
            sample.floor(),
            sample.batches(),
            releases(sample),
            sample.keepRefreshed(),
            sample.trainer(),
            sample.licensee(),
            parent.map(
                manifest ->
                    new ParentModel(
                        manifest.sha256(),
                        ReleasedModel.parse(FILE).standardised(moments, training).stream()
                            .map(altered)
                            .toList())),
            Optional.of(VALIDATION),
            sample.nonce());
    this.steps = steps(plan);
  }

  private static List<Release> releases(RunPlan sample) {
    List<Release> releases = new ArrayList<>(sample.releases());
    releases.add(new Release(ValidationForm.LOSS, 3));
    return releases;
  }

  private static Training training(Training sample) {
    return new Training(
        sample.task(),
        FEATURES,
        sample.iterations(),
        sample.sigmoid(),
        sample.step(),
        sample.l2(),
        sample.eta());
  }

  /** A good bundle. */
  public static Bundle bundle() {
    return new BundleSamples(Optional.empty(), UnaryOperator.identity()).build();
  }

  /** A good bundle of a model that starts from another one. */
  public static Bundle child(ModelManifest parent) {
    return child(parent, UnaryOperator.identity());
  }

  /** The same, its plan starting from altered weights. */
  static Bundle child(ModelManifest parent, UnaryOperator<Long> altered) {
    return new BundleSamples(Optional.of(parent), altered).build();
  }

  private Bundle build() {
    List<List<byte[]>> transcripts = IntStream.range(0, 2).mapToObj(this::transcript).toList();
    RunManifest run = run(transcripts);
    Losses losses = losses();
    ModelManifest model = model(run, losses);
    MerkleTree anchored =
        MerkleTree.ofHashes(List.of(run.sha256(), model.sha256(), Samples.hash("another")));
    return new Bundle(
        DOMAIN,
        SignedRunPlan.sign(plan, Samples.TRAINER, DOMAIN),
        WalletBinding.sign(Samples.TRAINER, trainer, STARTED, DOMAIN),
        new Bundle.Signed<>(run, Envelope.sign(Envelope.IN_TOTO, run.canonicalBytes(), trainer)),
        new Bundle.Signed<>(
            model, Envelope.sign(Envelope.IN_TOTO, model.canonicalBytes(), trainer)),
        IntStream.range(0, 2).mapToObj(i -> proof(i, run, transcripts.get(i))).toList(),
        schema,
        moments,
        Optional.of(ledger()),
        steps,
        Optional.of(losses),
        Optional.of(
            new AnchorProof(
                Samples.TRAINER.address(), anchored.root(), anchored.inclusionProof(1))),
        parent,
        Map.of("model.json", FILE));
  }

  private DatasetManifest dataset(int owner, Address wallet, int... rows) {
    List<Shard> shards =
        IntStream.range(0, rows.length)
            .mapToObj(
                i ->
                    new Shard(
                        i, Samples.hash("shard " + owner + "/" + i), 59_900_000, rows[i], 174))
            .toList();
    return new DatasetManifest(
        "mnist-3v8",
        wallet,
        owners.get(owner).binding().identityKey(),
        schema.sha256(),
        IntStream.of(rows).sum(),
        rows[0],
        "STUDY_13",
        Samples.JOINT_KEY,
        shards,
        DatasetManifest.contentRoot(shards.stream().map(Shard::sha256).toList()),
        DatasetManifest.commitment(new byte[32], Samples.hash("rows")),
        Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static Grant grant(Address owner) {
    return new Grant(
        "mnist-3v8",
        owner,
        Optional.empty(),
        Samples.TRAINER.address(),
        "digit recognition",
        List.of(Task.LOGISTIC),
        Grants.EXPIRES,
        10,
        List.of("weights", "metrics", ValidationForm.LOSS),
        200,
        BigInteger.ONE,
        Samples.hash("nonce"));
  }

  private PlannedDataset planned(int owner) {
    DatasetManifest dataset = datasets.get(owner);
    return new PlannedDataset(
        dataset.owner(),
        dataset.contentRoot(),
        dataset.sha256(),
        dataset.rows(),
        dataset.shards().size(),
        grants.get(owner).id());
  }

  private static List<StepRecord> steps(RunPlan plan) {
    List<StepRecord> steps = new ArrayList<>();
    for (int iteration = 0; iteration < plan.iterations(); iteration++) {
      for (int round = 1; round <= 5; round++) {
        int items = round < 5 ? 4 : plan.training().features();
        int size = round < 5 ? 4 : 64;
        for (int slice = 0; slice * size < items; slice++) {
          steps.add(step(iteration, round, slice, size, items));
        }
      }
    }
    return steps;
  }

  private static StepRecord step(int iteration, int round, int slice, int size, int items) {
    String place = "%d/%d/".formatted(iteration, round);
    int first = slice * size;
    return new StepRecord(
        iteration,
        round,
        slice,
        Samples.hash("request " + place + slice),
        first,
        IntStream.range(first, Math.min(items, first + size))
            .mapToObj(i -> Samples.hash("c0 " + place + i))
            .toList());
  }

  private List<byte[]> transcript(int owner) {
    List<byte[]> lines = new ArrayList<>();
    append(lines, "session", "grant", null, plan.sha256(), null);
    for (StepRecord step : steps) {
      append(lines, "answer", "refresh", step, step.request(), Samples.hash("answer" + owner));
    }
    append(lines, "release", "weights", null, null, sealed(owner));
    return lines;
  }

  private void append(
      List<byte[]> lines, String event, String subject, StepRecord at, Sha256 asked, Sha256 said) {
    String previous = lines.isEmpty() ? ZEROS : Sha256.hash(lines.get(lines.size() - 1)).toString();
    String line =
        ("{\"answer\":%s,\"answers\":0,\"at\":\"2026-06-01T10:00:00Z\",\"event\":\"%s\","
                + "\"iteration\":%s,\"number\":%d,\"previous\":\"%s\",\"previous_of_run\":\"%s\","
                + "\"request\":%s,\"round\":%s,\"run\":\"%s\",\"scalars\":0,"
                + "\"schema\":\"lineal.transcript-entry/1\",\"slice\":%s,\"subject\":\"%s\"}")
            .formatted(
                quoted(said),
                event,
                at == null ? null : at.iteration(),
                lines.size(),
                previous,
                previous,
                quoted(asked),
                at == null ? null : at.round(),
                plan.sha256(),
                at == null ? null : at.slice(),
                subject);
    lines.add(line.getBytes(StandardCharsets.US_ASCII));
  }

  private static String quoted(Sha256 hash) {
    return hash == null ? "null" : "\"" + hash + "\"";
  }

  private static Sha256 sealed(int owner) {
    return Samples.hash("sealed share of " + owner);
  }

  private RunManifest run(List<List<byte[]>> transcripts) {
    IterationTree tree = IterationTree.of(steps);
    return new RunManifest(
        plan.sha256(),
        plan.trainer(),
        ClusterCheck.NOT_VERIFIED,
        KeepRefreshed.ALL,
        plan.iterations(),
        tree.root(),
        tree.leaves(),
        Samples.hash("state"),
        IntStream.range(0, 2).mapToObj(i -> part(i, transcripts.get(i))).toList(),
        STARTED,
        STARTED.plusSeconds(60));
  }

  private OwnerPart part(int owner, List<byte[]> transcript) {
    return new OwnerPart(
        plan.datasets().get(owner).owner(),
        Sha256.hash(transcript.get(transcript.size() - 1)),
        List.of(new ReleasedShare("weights", sealed(owner))));
  }

  private OwnerProof proof(int owner, RunManifest run, List<byte[]> transcript) {
    RunAttestation word =
        new RunAttestation(
            run.sha256(),
            owner,
            run.plan(),
            plan.study(),
            run.owners().get(owner).transcriptHead());
    return new OwnerProof(
        owners.get(owner).binding(),
        datasets.get(owner),
        Envelope.sign(RunAttestation.TYPE, word.canonicalBytes(), owners.get(owner).identity()),
        transcript);
  }

  private Losses losses() {
    return new Losses(
        plan.sha256(),
        VALIDATION.data(),
        VALIDATION.rows(),
        new Decimal("0.125"),
        List.of(
            new Losses.Without(Samples.ALICE, new Decimal("0.25")),
            new Losses.Without(Samples.BOB, new Decimal("0.15"))));
  }

  private ModelManifest model(RunManifest run, Losses losses) {
    return new ModelManifest(
        new ModelName("three-or-eight", 1),
        Task.LOGISTIC,
        plan.trainer(),
        plan.study(),
        plan.purpose(),
        List.of(ModelFile.of("model.json", FILE)),
        new ModelSources(
            plan.sha256(), run.sha256(), schema.sha256(), moments.sha256(), plan.parentModel()),
        Contributors.byLosses(plan, losses),
        List.of(
            new Metric(
                "accuracy", new Decimal("0.964"), Samples.hash("test"), 1_984, plan.trainer())),
        STARTED.plusSeconds(120));
  }

  /** Both grants; Alice takes hers back after the run. */
  private byte[] ledger() {
    try {
      Path file = Files.createTempDirectory("ledger").resolve("grants.jsonl");
      FileLedger ledger = FileLedger.at(file, DOMAIN);
      for (int i = 0; i < 2; i++) {
        ledger.append(grants.get(i), owners.get(i));
      }
      ledger.revoke(
          new Revocation(grants.get(0).id(), "changed my mind", STARTED.plusSeconds(1)),
          owners.get(0));
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
