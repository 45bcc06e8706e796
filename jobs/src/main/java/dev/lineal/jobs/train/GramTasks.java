package dev.lineal.jobs.train;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.EncryptedBlock;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.linalg.GramAccumulator;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.refresh.TraceRefresh;
import dev.lineal.he.rounds.Pairs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import scala.Tuple2;

/**
 * The tasks that make a Gram matrix: products of columns per owner, sums per row, and their refresh
 * to fresh ciphertexts of X'X / n and X't / n.
 *
 * @param terms of the run
 * @param ownerOfBlock index of the dataset in the plan, by block
 * @param numerator of the factor from a trace to a value
 * @param shift of that factor
 */
record GramTasks(RunTerms terms, int[] ownerOfBlock, long numerator, int shift)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The round of all pairs. */
  static final int ROUND = 1;

  private static final int SCALE_BITS = 2 * HeParameters.COLUMN_SCALE_BITS;

  /** A row's ciphertexts after the refresh, c_0 and c_1 packed, and the record of its request. */
  record RefreshedRow(int row, byte[][] values, RoundRecord record, Timings timings)
      implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** Sums over a partition's blocks, in ascending order; one owner after the other. */
  Iterator<GramPart> parts(Iterator<PackedBlock> blocks) {
    TaskGpu.take();
    List<GramPart> parts = new ArrayList<>();
    GramAccumulator sums = null;
    int owner = -1;
    try {
      while (blocks.hasNext()) {
        PackedBlock packed = blocks.next();
        if (ownerOfBlock[packed.number()] != owner) {
          flush(owner, sums, parts);
          owner = ownerOfBlock[packed.number()];
          sums = accumulator();
        }
        try (EncryptedBlock block = packed.open()) {
          sums.add(block);
        }
      }
      flush(owner, sums, parts);
      sums = null;
      return parts.iterator();
    } finally {
      if (sums != null) {
        sums.close();
      }
    }
  }

  private void flush(int owner, GramAccumulator sums, List<GramPart> parts) {
    if (sums != null) {
      for (int row = 0; row < terms.features(); row++) {
        parts.add(new GramPart(owner, row, sums.row(row).toBytes()));
      }
      sums.close();
    }
  }

  private GramAccumulator accumulator() {
    return new GramAccumulator(
        terms.key().parameters(), terms.key().keyId(), terms.features() + 1, SCALE_BITS);
  }

  /** The sum of parts of one row and owner. */
  static GramPart sum(GramPart one, GramPart other) {
    TaskGpu.take();
    try (GradientAccumulator a = GradientAccumulator.parse(one.accumulator());
        GradientAccumulator b = GradientAccumulator.parse(other.accumulator())) {
      return new GramPart(one.owner(), one.row(), a.add(b).toBytes());
    }
  }

  /** Adds owners' parts of a row and refreshes every pair, in an iteration. */
  RefreshedRow refresh(int iteration, int row, Iterable<GramPart> parts) {
    TaskGpu.take();
    Exchange exchange = new Exchange(terms.owners());
    Pairs pairs = new Pairs(terms.features());
    try (GradientAccumulator total =
        new GradientAccumulator(
            terms.key().parameters(), terms.key().keyId(), pairs.count(row), SCALE_BITS)) {
      for (GramPart part : parts) {
        try (GradientAccumulator one = GradientAccumulator.parse(part.accumulator())) {
          total.add(one);
        }
      }
      RefreshRequest request =
          RefreshRequest.ofFeatures(
              new RefreshRequest.Position(terms.run(), iteration, ROUND, row),
              pairs.first(row),
              total);
      return refreshed(row, total, request, exchange);
    }
  }

  private RefreshedRow refreshed(
      int row, GradientAccumulator total, RefreshRequest request, Exchange exchange) {
    Exchange.Answers asked = exchange.ask(request);
    List<RefreshAnswer> answers = asked.parsed();
    List<long[]> constants =
        IntStream.range(0, request.items()).mapToObj(total::constantOfC0).toList();
    exchange.tell(exchange.evidence(request, () -> FeatureStep.bytes(constants), asked));
    RefreshSeed seed = RefreshSeed.of(terms.key().fingerprint(), request);
    FixedPoint factor = new FixedPoint(numerator, shift);
    byte[][] values = new byte[request.items()][];
    String[] hashes = new String[values.length];
    List<byte[]> kept = new ArrayList<>();
    for (int item = 0; item < values.length; item++) {
      try (TraceRefresh refresh =
              FeatureStep.absorbed(request.header(), constants.get(item), item, answers);
          Ciphertext value =
              refresh.finish(
                  seed.forItem(request.number(item)), factor.applyTo(refresh.masked()))) {
        int packed = value.parameters().packedBytes();
        values[item] = new byte[2 * packed];
        value.pack(0, 2, values[item], 0);
        kept.add(Arrays.copyOf(values[item], packed));
        hashes[item] = exchange.hash(kept.get(item));
      }
    }
    String digest = HexFormat.of().formatHex(request.digest());
    int first = request.number(0);
    RoundRecord record =
        new RoundRecord(
            ROUND,
            row,
            digest,
            first,
            hashes,
            terms.refreshed().keep(request.iteration(), ROUND, first, hashes, kept));
    return new RefreshedRow(row, values, record, exchange.timings(Phases.Work.FORWARD));
  }

  /** Every pair of a row of the triangle at its places in the rows of the whole matrix. */
  Iterator<Tuple2<Integer, Tuple2<Integer, byte[]>>> places(RefreshedRow refreshed) {
    List<Tuple2<Integer, Tuple2<Integer, byte[]>>> places = new ArrayList<>();
    int i = refreshed.row();
    for (int k = 0; k < refreshed.values().length; k++) {
      int j = i + k;
      places.add(new Tuple2<>(i, new Tuple2<>(j, refreshed.values()[k])));
      if (j > i && j < terms.features()) {
        places.add(new Tuple2<>(j, new Tuple2<>(i, refreshed.values()[k])));
      }
    }
    return places.iterator();
  }

  /** A row of the whole matrix, the right-hand side behind it. */
  PackedBlock row(int number, Iterable<Tuple2<Integer, byte[]>> values) {
    byte[][] columns = new byte[terms.features() + 1][];
    values.forEach(value -> columns[value._1()] = value._2());
    return new PackedBlock(
        number,
        dev.lineal.lineage.Sha256.hash(columns).toString(),
        terms.key().parameterSet(),
        terms.key().keyId(),
        HeParameters.REFRESHED_SCALE_BITS,
        columns);
  }
}
