package dev.lineal.jobs.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.jobs.JobException;
import dev.lineal.lineage.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real files from the real registries, cached for the user. */
class PublicDataSetTest {
  private final PackageCache cache = PackageCache.ofUser();

  @Test
  void mnistHasThePublishedRows() {
    SplitTable mnist = PublicDataSet.MNIST_3V8.load(cache);
    assertEquals(11_982, mnist.train().rows().length);
    assertEquals(1_984, mnist.test().rows().length);
    assertEquals(196, mnist.train().features().size());
    assertEquals(5_851, Arrays.stream(mnist.train().labels()).sum());
    double largest =
        Arrays.stream(mnist.train().rows()).flatMapToDouble(Arrays::stream).max().orElseThrow();
    assertEquals(1, largest);
  }

  @Test
  void theTablesOfScikitLearnAreWhole() {
    assertShape(PublicDataSet.BREAST_CANCER, 427, 142, 30);
    assertShape(PublicDataSet.DIGITS_8, 1_348, 449, 64);
    assertShape(PublicDataSet.DIABETES, 332, 110, 10);
  }

  private void assertShape(PublicDataSet set, int train, int test, int features) {
    SplitTable table = set.load(cache);
    assertEquals(train, table.train().rows().length);
    assertEquals(test, table.test().rows().length);
    assertEquals(features, table.train().features().size());
  }

  @Test
  void aFileThatChangedIsRefused(@TempDir Path folder) throws IOException {
    String hash = Sha256.hash(new byte[] {1}).toString();
    Files.write(folder.resolve(hash + "-digits.csv.gz"), new byte[] {2});
    PinnedFile pinned = PinnedFile.scikitLearn("digits.csv.gz", hash);
    JobException changed =
        assertThrows(JobException.class, () -> new PackageCache(folder).read(pinned));
    assertTrue(changed.getMessage().contains("is not the file it was"), changed.getMessage());
  }

  @Test
  void anUnknownSetNamesTheKnownOnes() {
    JobException unknown = assertThrows(JobException.class, () -> PublicDataSet.named("titanic"));
    assertEquals(
        "There is no data set 'titanic'. Known: mnist-3v8, breast-cancer, digits-8, diabetes.",
        unknown.getMessage());
  }

  @Test
  void theCsvFilesHoldEveryRowOnce(@TempDir Path folder) throws IOException {
    new WriteDataSet(PublicDataSet.BREAST_CANCER, folder, 3, cache).execute();
    int parts = 0;
    for (int owner = 0; owner < 3; owner++) {
      parts += Files.readAllLines(folder.resolve("part-" + owner + ".csv")).size() - 1;
    }
    assertEquals(427, parts);
    assertTrue(Files.readAllLines(folder.resolve("train.csv")).get(0).endsWith(",x29,label"));
  }
}
