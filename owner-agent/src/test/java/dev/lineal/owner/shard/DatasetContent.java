package dev.lineal.owner.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.shard.ShardFile;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.owner.keys.TestDecryption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a published dataset holds, decrypted with all shares. */
final class DatasetContent {
  private DatasetContent() {}

  /** Checks every shard against the manifest and decrypts it: [row][column], padding left out. */
  static double[][] decrypt(PublishedDataset dataset, TestDecryption decryption)
      throws IOException {
    DatasetManifest manifest = dataset.manifest();
    List<double[]> rows = new ArrayList<>();
    for (Shard shard : manifest.shards()) {
      try (ShardFile file = ShardFile.read(dataset.file(shard))) {
        file.requireSha256(shard.sha256().bytes());
        assertEquals(shard.index(), file.header().block());
        assertEquals(shard.rows(), file.header().rows());
        assertEquals(shard.bytes(), file.header().fileBytes());
        rows.addAll(block(file, decryption));
      }
    }
    assertEquals(manifest.rows(), rows.size());
    return rows.toArray(double[][]::new);
  }

  private static List<double[]> block(ShardFile file, TestDecryption decryption) {
    int slots = file.header().parameters().slots();
    double[][] rows = new double[slots][file.header().columns()];
    for (int j = 0; j < file.header().columns(); j++) {
      try (Ciphertext column = file.block().column(j)) {
        double[] values = decryption.slots(column, slots);
        for (int k = 0; k < slots; k++) {
          rows[k][j] = values[k];
        }
      }
    }
    List<double[]> real = List.of(rows).subList(0, file.header().rows());
    for (double[] padding : List.of(rows).subList(real.size(), slots)) {
      assertArrayEquals(new double[padding.length], padding, 1e-6);
    }
    return real;
  }

  /** -log2 of the largest difference over max(1, the largest value). */
  static double bits(double[][] want, double[][] got) {
    assertEquals(want.length, got.length);
    double largest = 1;
    double difference = 0;
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i].length, got[i].length);
      for (int j = 0; j < want[i].length; j++) {
        largest = Math.max(largest, Math.abs(want[i][j]));
        difference = Math.max(difference, Math.abs(want[i][j] - got[i][j]));
      }
    }
    return -Math.log(difference / largest) / Math.log(2);
  }
}
