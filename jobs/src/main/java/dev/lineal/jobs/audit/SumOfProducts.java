package dev.lineal.jobs.audit;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.jobs.audit.StudyColumns.Span;
import dev.lineal.jobs.train.KeyTerms;
import dev.lineal.jobs.train.PackedColumn;
import dev.lineal.lineage.Sha256;
import java.io.Serializable;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Columns times one factor per block, summed over all blocks: what a round per feature asks.
 *
 * @param features columns that are multiplied
 */
record SumOfProducts(KeyTerms key, StudyColumns columns, Span features) {
  /** What a block's columns are multiplied by. */
  interface Factor extends Serializable {
    /**
     * @param block number
     * @param columns the ones that were asked for, unpacked
     * @return to be closed
     */
    Ciphertext of(int block, EncryptedBlock columns);

    /** A ciphertext per block. */
    static Factor ofBlocks(JavaSparkContext spark, List<byte[]> ciphertexts) {
      Broadcast<byte[][]> all = spark.broadcast(ciphertexts.toArray(byte[][]::new));
      return (block, columns) -> Ciphertext.parse(all.value()[block]);
    }
  }

  /** Digest of the request for the sums. */
  Sha256 request(RefreshRequest.Position position, int first, Factor factor) {
    KeyTerms terms = key;
    byte[] sum =
        columns
            .of(new Span(0, columns.blocks()), features)
            .map(block -> product(terms, block._1(), block._2(), factor))
            .reduce(SumOfProducts::add);
    try (GradientAccumulator total = GradientAccumulator.parse(sum)) {
      return Sha256.of(RefreshRequest.ofFeatures(position, first, total).digest());
    }
  }

  private static byte[] product(
      KeyTerms key, int number, Iterable<PackedColumn> packed, Factor factor) {
    int count = (int) StreamSupport.stream(packed.spliterator(), false).count();
    try (EncryptedBlock block = StudyColumns.open(key, packed);
        Ciphertext by = factor.of(number, block);
        GradientAccumulator sum =
            new GradientAccumulator(
                key.parameters(), key.keyId(), count, block.scaleBits() + by.scaleBits())) {
      return sum.addFrom(0, List.of(block), List.of(by)).toBytes();
    }
  }

  private static byte[] add(byte[] one, byte[] other) {
    try (GradientAccumulator a = GradientAccumulator.parse(one);
        GradientAccumulator b = GradientAccumulator.parse(other)) {
      return a.add(b).toBytes();
    }
  }
}
