package dev.lineal.owner.http;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeContext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.SealingKey;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.LedgerSigner;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Task;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.StudyKeys;
import dev.lineal.owner.policy.ClusterChecks;
import dev.lineal.owner.policy.HostedStudy;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.PublishedDatasets;
import dev.lineal.owner.policy.SessionRequest;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * Three owners in directories, their encrypted rows, their grants and a trainer: all that a run
 * needs beside servers.
 */
final class Owners implements AutoCloseable {
  static final int COUNT = 3;
  static final Instant EXPIRES = Instant.parse("2099-01-01T00:00:00Z");
  static final Wallet TRAINER = wallet("trainer");
  static final OwnerRules RULES =
      new OwnerRules(100, 64 << 20, 1L << 40, OwnerRules.InsecureSets.ALLOWED_FOR_TESTS);

  final Path directory;
  final HeParameters parameters;
  final JointPublicKey key;
  final Blobs blobs;
  final List<EncryptedBlock> blocks = new ArrayList<>();
  final List<IdentityKey> identities = new ArrayList<>();
  final List<PlannedDataset> datasets = new ArrayList<>();
  final X25519PrivateKeyParameters licensee =
      new X25519PrivateKeyParameters(Plans.hash("licensee").bytes(), 0);

  Owners(Path directory, HeParameters parameters, Blobs blobs) {
    this.directory = directory;
    this.parameters = parameters;
    this.blobs = blobs;
    StudyKeys keys = StudyKeys.of(parameters, COUNT);
    key = keys.publicKey();
    List<Address> wallets = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      wallets.add(wallet(i).address());
    }
    for (int i = 0; i < COUNT; i++) {
      SecretShare share = keys.shares().get(i);
      identities.add(TestKeySet.write(home(i), i, wallets, key, share));
      share.close();
    }
    try (HeContext context = new HeContext(parameters)) {
      for (int i = 0; i < COUNT; i++) {
        datasets.add(publish(context, i));
      }
    }
  }

  static Wallet wallet(String name) {
    return Wallet.ofPrivateKey(Plans.hash(name).bytes());
  }

  static Wallet wallet(int owner) {
    return wallet("owner " + owner);
  }

  Path home(int owner) {
    return directory.resolve("owner-" + owner);
  }

  Path ledger() {
    return directory.resolve("ledger");
  }

  private PlannedDataset publish(HeContext context, int owner) {
    double[][] rows = blobs.rows()[owner];
    TestShards shards = new TestShards(home(owner), key);
    for (int from = 0; from < rows.length; from += parameters.slots()) {
      int to = Math.min(rows.length, from + parameters.slots());
      blocks.add(encrypt(context, Arrays.copyOfRange(rows, from, to), shards));
    }
    DatasetManifest manifest =
        shards.publish(TestKeySet.STUDY, wallet(owner).address(), identities.get(owner));
    Sha256 root = manifest.contentRoot();
    PublishedDatasets.Published published =
        new PublishedDatasets.Published(
            manifest.sha256(), rows.length, manifest.shards().size(), blobs.features());
    try (TestKeySet keys = TestKeySet.open(home(owner))) {
      keys.publish(root, published);
    }
    return new PlannedDataset(
        wallet(owner).address(),
        root,
        published.manifest(),
        rows.length,
        published.blocks(),
        grant(owner, "nonce", EXPIRES, TRAINER.address(), 100_000, 100_000));
  }

  private EncryptedBlock encrypt(HeContext context, double[][] rows, TestShards shards) {
    List<Ciphertext> columns = new ArrayList<>();
    for (int j = 0; j < blobs.features(); j++) {
      int feature = j;
      columns.add(
          context.encrypt(key, Arrays.stream(rows).mapToDouble(row -> row[feature]).toArray()));
    }
    EncryptedBlock block = new EncryptedBlock(columns);
    shards.write(columns, rows.length);
    columns.forEach(Ciphertext::close);
    return block;
  }

  /** Appends a grant of an owner to the ledger. */
  Sha256 grant(
      int owner, String nonce, Instant expires, Address licensee, long iterations, long scalars) {
    Grant grant =
        new Grant(
            TestKeySet.STUDY,
            wallet(owner).address(),
            Optional.empty(),
            licensee,
            Plans.PURPOSE,
            List.of(Task.LOGISTIC),
            expires,
            iterations,
            List.of("weights"),
            scalars,
            BigInteger.ONE,
            Plans.hash(nonce + owner));
    try (TestKeySet keys = TestKeySet.open(home(owner))) {
      WalletBinding binding =
          WalletBinding.sign(
              wallet(owner),
              keys.identity(),
              Instant.parse("2026-01-01T00:00:00Z"),
              SigningDomain.OFFLINE);
      return FileLedger.at(ledger(), SigningDomain.OFFLINE)
          .append(grant, new LedgerSigner(keys.identity(), binding));
    }
  }

  /** A plan over all datasets that every owner accepts. */
  Plans plans() {
    Plans plans = new Plans();
    plans.parameters = parameters;
    plans.parameterSet = parameters.name();
    plans.jointKey = Sha256.of(key.fingerprintBytes());
    plans.datasets = List.copyOf(datasets);
    plans.features = blobs.features();
    plans.trainer = TRAINER.address();
    plans.licensee = SealingKey.of(licensee.generatePublicKey().getEncoded());
    return plans.standard();
  }

  static SessionRequest signed(Plans plans) {
    return new SessionRequest(SignedRunPlan.sign(plans.plan(), TRAINER, SigningDomain.OFFLINE));
  }

  static HostedStudy hosted(TestKeySet keys, Path ledger, OwnerRules rules) {
    return hosted(keys, ledger, rules, Clock.systemUTC());
  }

  static HostedStudy hosted(TestKeySet keys, Path ledger, OwnerRules rules, Clock clock) {
    return hosted(keys, ledger, rules, clock, ClusterChecks.TRUSTED);
  }

  static HostedStudy hosted(
      TestKeySet keys, Path ledger, OwnerRules rules, Clock clock, ClusterChecks checks) {
    return new HostedStudy(
        keys,
        keys.datasets(),
        FileLedger.at(ledger, SigningDomain.OFFLINE),
        SigningDomain.OFFLINE,
        rules,
        clock,
        checks);
  }

  @Override
  public void close() {
    blocks.forEach(EncryptedBlock::close);
    key.close();
  }
}
