package dev.lineal.owner.shard;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.study.Bounds;
import dev.lineal.lineage.study.ColumnMoments;
import dev.lineal.lineage.study.Decimal;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.NumberType;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.study.StudyOwner;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.home.GuessCost;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import dev.lineal.owner.home.StudyHome;
import dev.lineal.owner.keys.SecretShare;
import dev.lineal.owner.keys.StudyKeys;
import dev.lineal.owner.keys.TestDecryption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A real home of one of three owners, with a study, its keys and its moments, and what only a test
 * has: all shares.
 */
final class TestStudyHome implements AutoCloseable {
  static final String STUDY = "test-study";
  static final String PASSPHRASE = "correct horse";

  final Path directory;
  final OwnerHome owner;
  final StudyHome home;
  private final List<SecretShare> shares;

  private TestStudyHome(Path directory, OwnerHome owner, List<SecretShare> shares) {
    this.directory = directory;
    this.owner = owner;
    this.home = owner.study(STUDY);
    this.shares = shares;
  }

  /** A new home below a directory; the moments are those of the rows. */
  static TestStudyHome create(
      Path parent, HeParameters parameters, StudySchema schema, RowSource rows) throws IOException {
    Path directory = parent.resolve("home");
    StudyKeys keys = StudyKeys.of(parameters, 3);
    TestStudyHome made;
    try (Passphrase passphrase = passphrase()) {
      OwnerHome owner = OwnerHome.create(directory, passphrase, GuessCost.INSECURE_TEST);
      made = new TestStudyHome(directory, owner, keys.shares());
    }
    Study study = study(made.owner, parameters, schema);
    made.home.confirm(study);
    try (JointPublicKey key = keys.publicKey()) {
      made.home.keep(made.shares.get(0), key);
    }
    made.home.keepMoments(moments(schema, rows).canonicalBytes());
    return made;
  }

  static Passphrase passphrase() {
    return new Passphrase(PASSPHRASE.toCharArray());
  }

  private static Study study(OwnerHome self, HeParameters parameters, StudySchema schema) {
    List<StudyOwner> owners = new ArrayList<>();
    owners.add(new StudyOwner("self", URI.create("https://self.example"), self.binding()));
    for (String name : List.of("bob", "carol")) {
      WalletBinding binding =
          WalletBinding.sign(
              Wallet.generate(),
              IdentityKeyPair.generate(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              SigningDomain.OFFLINE);
      owners.add(new StudyOwner(name, URI.create("https://" + name + ".example"), binding));
    }
    return new Study(STUDY, "tests", schema, parameters.name(), 3, owners);
  }

  /** Plain two-pass moments of the rows; a constant feature is dropped. */
  static Moments moments(StudySchema schema, RowSource rows) throws IOException {
    List<String> names = schema.standardised();
    double[] mean = new double[names.size()];
    double[] square = new double[names.size()];
    long n =
        rows.forEach(
            row -> {
              for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j];
              }
            });
    divide(mean, n);
    rows.forEach(
        row -> {
          for (int j = 0; j < square.length; j++) {
            square[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
          }
        });
    divide(square, n);
    List<ColumnMoments> kept = new ArrayList<>();
    List<String> dropped = new ArrayList<>();
    for (int j = 0; j < square.length; j++) {
      if (square[j] == 0) {
        dropped.add(names.get(j));
      } else {
        kept.add(
            new ColumnMoments(names.get(j), Decimal.of(mean[j]), Decimal.of(Math.sqrt(square[j]))));
      }
    }
    return new Moments(STUDY, schema.sha256(), n, kept, dropped);
  }

  private static void divide(double[] sum, long n) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] /= n;
    }
  }

  DatasetEncryption encryption(Path data) {
    return encryption(data, EncryptProgress.SILENT);
  }

  DatasetEncryption encryption(Path data, EncryptProgress progress) {
    return new DatasetEncryption(home, owner.binding(), data, progress)
        .withInsecureTestParameters();
  }

  TestDecryption decryption() {
    return new TestDecryption(shares);
  }

  Path datasets() {
    return home.path("datasets");
  }

  static StudyColumn number(String name, String min, String max) {
    return new StudyColumn(name, NumberType.NUMBER, bounds(min, max));
  }

  static StudyColumn integer(String name, String min, String max) {
    return new StudyColumn(name, NumberType.INTEGER, bounds(min, max));
  }

  static StudyLabel classes(String name, String negative, String positive) {
    return new StudyLabel.Classification(name, negative, positive);
  }

  static Bounds bounds(String min, String max) {
    return new Bounds(new Decimal(min), new Decimal(max));
  }

  @Override
  public void close() {
    shares.forEach(SecretShare::close);
    owner.close();
  }
}
