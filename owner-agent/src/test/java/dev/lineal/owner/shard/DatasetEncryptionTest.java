package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.study.NumberType;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.keys.NoNativeLeaks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetEncryptionTest extends NoNativeLeaks {
  private static final StudySchema SMALL =
      new StudySchema(
          List.of(TestStudyHome.number("x", "-100", "100"), TestStudyHome.integer("n", "0", "100")),
          TestStudyHome.classes("class", "no", "yes"));

  @TempDir private Path directory;

  private TestStudyHome home(HeParameters parameters, StudySchema schema, Path data)
      throws IOException {
    return TestStudyHome.create(
        directory, parameters, schema, SchemaRows.open(data, schema, RejectionLog.NONE));
  }

  private Path small(String... rows) throws IOException {
    return Files.writeString(
        directory.resolve("small.csv"), "x,n,class\n" + String.join("\n", rows) + "\n");
  }

  /** Standardised, clipped and label-folded columns, bias last, from plain arithmetic. */
  private static double[][] folded(double[][] rows) {
    int features = rows[0].length - 1;
    double[][] folded = new double[rows.length][features + 1];
    for (int j = 0; j < features; j++) {
      int column = j;
      double mean = Stream.of(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      double variance =
          Stream.of(rows)
              .mapToDouble(row -> Math.pow(row[column] - mean, 2))
              .average()
              .orElseThrow();
      for (int i = 0; i < rows.length; i++) {
        double z = (rows[i][j] - mean) / Math.sqrt(variance);
        folded[i][j] = Math.max(-4, Math.min(4, z));
      }
    }
    for (int i = 0; i < rows.length; i++) {
      folded[i][features] = 1;
      for (int j = 0; j <= features; j++) {
        folded[i][j] *= rows[i][features] == 1 ? 1 : -1;
      }
    }
    return folded;
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSECURE_TEST_10", "STUDY_13"})
  void breastCancerDecryptsToItsFoldedColumns(String set) throws IOException {
    HeParameters parameters = HeParameters.named(set);
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 1);
    try (TestStudyHome study = home(parameters, BreastCancer.schema(), data)) {
      EncryptResult result = study.encryption(data).execute();
      assertTrue(result.fresh());
      assertEquals(0, result.rejectedRows());
      DatasetManifest manifest = result.dataset().manifest();
      int shards = (BreastCancer.ROWS + parameters.slots() - 1) / parameters.slots();
      assertEquals(shards, manifest.shards().size());
      assertEquals(BreastCancer.schema().sha256(), manifest.schemaSha256());
      assertEquals(study.owner.binding().wallet(), manifest.owner());
      assertEquals(parameters.slots(), manifest.blockRows());
      double[][] decrypted = DatasetContent.decrypt(result.dataset(), study.decryption());
      double bits = DatasetContent.bits(folded(BreastCancer.values()), decrypted);
      System.out.printf("%s: %.1f bits of agreement%n", set, bits);
      assertTrue(bits > 24, bits + " bits");
    }
  }

  @Test
  void aRegressionHasItsBiasBeforeItsTarget() throws IOException {
    StudySchema schema =
        new StudySchema(
            SMALL.columns(),
            new StudyLabel.Regression("y", NumberType.NUMBER, TestStudyHome.bounds("0", "10")));
    Path data = Files.writeString(directory.resolve("y.csv"), "y,x,n\n1,2,3\n5,-2,3\n9,0,3\n");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, schema, data)) {
      PublishedDataset dataset = study.encryption(data).execute().dataset();
      double[][] rows = DatasetContent.decrypt(dataset, study.decryption());
      double z = Math.sqrt(1.5);
      double[][] want = {{z, 1, -z}, {-z, 1, 0}, {0, 1, z}};
      assertTrue(DatasetContent.bits(want, rows) > 24, "n has no variance and is dropped");
    }
  }

  @Test
  void valuesAreClippedAtFourDeviations() throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      rows.add((i % 2) + "," + (i % 3) + (i % 5 == 0 ? ",yes" : ",no"));
    }
    rows.add("100,1,no");
    Path data = small(rows.toArray(String[]::new));
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, data)) {
      PublishedDataset dataset = study.encryption(data).execute().dataset();
      double[][] decrypted = DatasetContent.decrypt(dataset, study.decryption());
      assertEquals(-4, decrypted[200][0], 1e-6);
      assertEquals(-1, decrypted[200][2], 1e-6);
    }
  }

  @Test
  void rejectedRowsAreListedAndLeftOut() throws IOException {
    Path data = small("1,2,yes", "NaN,,yes", "3,4,no", "5,6", "7,8,maybe");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, data)) {
      EncryptResult result = study.encryption(data).execute();
      assertEquals(2, result.dataset().manifest().rows());
      assertEquals(3, result.rejectedRows());
      assertEquals(
          Map.of(
              RowRule.NOT_FINITE, 1L,
              RowRule.MISSING, 1L,
              RowRule.FIELD_COUNT, 1L,
              RowRule.UNKNOWN_LABEL, 1L),
          result.faults());
      Path list = result.dataset().rejected();
      assertEquals(
          "row,column,rule\n2,x,not-finite\n2,n,missing\n4,,field-count\n5,class,unknown-label\n",
          Files.readString(list));
      try (Stream<Path> files = Files.list(result.dataset().directory())) {
        for (Path file : files.toList()) {
          assertEquals(
              "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
      }
    }
  }

  @Test
  void noAcceptedRowIsNoDataset() throws IOException {
    Path good = small("1,2,yes", "3,4,no");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, good)) {
      Path bad = Files.writeString(directory.resolve("bad.csv"), "x,n,class\n999,2,yes\n");
      OwnerException error =
          assertThrows(OwnerException.class, () -> study.encryption(bad).execute());
      assertTrue(
          error
              .getMessage()
              .contains("bad.csv can be used; 1 were rejected. Nothing was published"),
          error::getMessage);
      Path header = Files.writeString(directory.resolve("none.csv"), "x,n,class\n");
      error = assertThrows(OwnerException.class, () -> study.encryption(header).execute());
      assertTrue(error.getMessage().contains("; 0 were rejected."), error::getMessage);
      assertEquals(List.of(), PublishedDatasets.of(study.home).list());
    }
  }

  @Test
  void aFileThatCannotBeReadLeavesNothing() throws IOException {
    Path good = small("1,2,yes", "3,4,no");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, good)) {
      Path other = Files.writeString(directory.resolve("other.csv"), "x,n\n1,2\n");
      assertThrows(OwnerException.class, () -> study.encryption(other).execute());
      Path broken = Files.writeString(directory.resolve("broken.csv"), "x,n,class\n1,2,\"yes");
      assertThrows(OwnerException.class, () -> study.encryption(broken).execute());
      Path missing = directory.resolve("missing.csv");
      OwnerException error =
          assertThrows(OwnerException.class, () -> study.encryption(missing).execute());
      assertTrue(error.getMessage().contains("missing.csv could not be read"), error::getMessage);
      try (Stream<Path> left = Files.list(study.datasets())) {
        assertEquals(List.of(".lock"), left.map(file -> file.getFileName().toString()).toList());
      }
    }
  }

  @Test
  void theSameInputsAreNotEncryptedTwiceAndOthersAreAnotherVersion() throws IOException {
    Path data = small("1,2,yes", "3,4,no");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, data)) {
      EncryptResult first = study.encryption(data).execute();
      EncryptResult second = study.encryption(data).execute();
      assertFalse(second.fresh());
      assertEquals(first.dataset().id(), second.dataset().id());
      small("1,2,yes", "3,4,no", "5,6,yes");
      EncryptResult third = study.encryption(data).execute();
      assertNotEquals(first.dataset().id(), third.dataset().id());
      PublishedDatasets published = PublishedDatasets.of(study.owner);
      assertEquals(2, published.list().size());
      assertEquals(3, published.find(third.dataset().id()).orElseThrow().manifest().rows());
      assertTrue(published.find("../" + third.dataset().id()).isEmpty());
    }
  }

  @Test
  void theCommitmentOpensWithTheSealedSalt() throws IOException {
    Path data = small("1,2,yes", "3,4,no");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, data)) {
      DatasetManifest manifest = study.encryption(data).execute().dataset().manifest();
      Sha256 raw = Sha256.hash(Files.readAllBytes(data));
      String name = saltName(study.datasets());
      byte[] salt = study.home.unseal("datasets/" + name).orElseThrow();
      assertEquals(DatasetManifest.commitment(salt, raw), manifest.rawRowsCommitment());
      try (JointPublicKey key = study.home.jointKey()) {
        assertArrayEquals(key.fingerprintBytes(), manifest.jointKey().bytes());
      }
      String everything = new String(manifest.canonicalBytes());
      assertFalse(everything.contains(raw.toString()), "the rows' own hash stays at home");
    }
  }

  private static String saltName(Path datasets) throws IOException {
    try (Stream<Path> files = Files.list(datasets)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("salt-"))
          .map(name -> name.replace(".sealed", ""))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aDamagedShardOfAnEarlierRunIsMadeAgain() throws IOException {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 3);
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, BreastCancer.schema(), data)) {
      assertThrows(CutOffException.class, () -> study.encryption(data, cutOffAt(1024)).execute());
      Path work = onlyWorkDirectory(study.datasets());
      Path shard = work.resolve(WorkDirectory.shardName(0));
      try (FileChannel channel = FileChannel.open(shard, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - 1);
      }
      Files.writeString(work.resolve("shard-00099.shard.part"), "left by a crash");
      EncryptResult result = study.encryption(data).execute();
      assertEquals(1, result.resumedShards());
      assertEquals(4, result.dataset().manifest().shards().size());
      double[][] decrypted = DatasetContent.decrypt(result.dataset(), study.decryption());
      assertEquals(3 * BreastCancer.ROWS, decrypted.length);
      assertFalse(Files.exists(work));
      assertFalse(Files.exists(result.dataset().directory().resolve("shard-00099.shard.part")));
    }
  }

  private static final class CutOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends an encryption in the middle, when two shards are on the disk. */
  private static EncryptProgress cutOffAt(int rows) {
    return (fraction, seen) -> {
      if (seen >= rows) {
        throw new CutOffException();
      }
    };
  }

  private static Path onlyWorkDirectory(Path datasets) throws IOException {
    try (Stream<Path> entries = Files.list(datasets)) {
      List<Path> work =
          entries
              .filter(entry -> entry.getFileName().toString().startsWith(WorkDirectory.PREFIX))
              .toList();
      assertEquals(1, work.size());
      return work.get(0);
    }
  }

  @Test
  void rowsThatChangeMeanwhileAreNotPublished() throws IOException {
    Path data = BreastCancer.csv(directory.resolve("rows.csv"), 2);
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, BreastCancer.schema(), data)) {
      EncryptProgress append =
          (fraction, rows) -> {
            try {
              Files.writeString(data, BreastCancer.lines().get(0), StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          };
      OwnerException error =
          assertThrows(OwnerException.class, () -> study.encryption(data, append).execute());
      assertTrue(error.getMessage().contains("changed while it was read"), error::getMessage);
      assertEquals(List.of(), PublishedDatasets.of(study.home).list());
    }
  }

  @Test
  void aSecondEncryptionAtOnceIsRefused() throws IOException {
    Path data = small("1,2,yes", "3,4,no");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, data)) {
      EncryptProgress other = (fraction, rows) -> study.encryption(data).execute();
      OwnerException error =
          assertThrows(OwnerException.class, () -> study.encryption(data, other).execute());
      assertTrue(error.getMessage().startsWith("Another process encrypts rows"), error::getMessage);
      assertTrue(study.encryption(data).execute().fresh());
    }
  }

  @Test
  void aSetThatProtectsNothingIsRefusedOutsideOfTests() throws IOException {
    Path data = small("1,2,yes", "3,4,no");
    try (TestStudyHome study = home(HeParameters.INSECURE_TEST_10, SMALL, data)) {
      DatasetEncryption real =
          new DatasetEncryption(study.home, study.owner.binding(), data, EncryptProgress.SILENT);
      OwnerException error = assertThrows(OwnerException.class, real::execute);
      assertTrue(
          error.getMessage().contains("INSECURE_TEST_10 protects nothing"), error::getMessage);
    }
  }
}
