package dev.lineal.owner.keys;

import dev.lineal.he.FixedPoint;
import dev.lineal.he.HeParameters;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Times of one owner's work at STUDY_13, one thread; run by hand: prints microseconds. */
final class OwnerTimings {
  private static final int FEATURES = 32;

  private OwnerTimings() {}

  public static void main(String[] arguments) {
    HeParameters set = HeParameters.STUDY_13;
    try (Study study = Study.of(set, 3)) {
      SecretShare share = study.shares.get(0);
      Random random = new Random(1);
      ByteBuffer c1 = study.ring.buffer(study.uniform(random));
      ByteBuffer c2 = study.ring.buffer(study.uniform(random));
      SlotRefresh slots = new SlotRefresh(study.masks(83), FixedPoint.powerOfTwo(42));
      report(
          "slot refresh, degree 2", 1, 300, i -> slots.answer(share, Study.request(i, 1), c1, c2));

      long[][][] operands = new long[2 * FEATURES][][];
      for (int j = 0; j < operands.length; j++) {
        operands[j] = study.uniform(random);
      }
      TraceOperands traces = new TraceOperands(study.ring.buffer(operands), FEATURES, 2);
      TraceRelease release = new TraceRelease(set, 44);
      report(
          "partial trace with its cover, per feature",
          FEATURES,
          60,
          i -> release.answer(share, Study.request(i, 1), traces));
      TraceRefresh refresh = new TraceRefresh(study.masks(88));
      List<BigInteger> constants = Collections.nCopies(FEATURES, BigInteger.TEN.pow(30));
      report(
          "trace refresh (trace and re-encryption), per feature",
          FEATURES,
          30,
          i ->
              refresh.answer(
                  share,
                  Study.request(i, 1),
                  traces,
                  0,
                  (x, m) -> new IncrementRule.Outcome<>(x, constants)));

      ColumnEncryption columns = new ColumnEncryption(set, study.key.residues());
      report("column encryption, packed", 1, 300, i -> columns.encryptPacked(c1));
    }
    ceremony(set);
  }

  private interface Work {
    void run(int i);
  }

  private static void report(String what, int per, int repeats, Work work) {
    double best = Double.MAX_VALUE;
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      work.run(i);
      double us = (System.nanoTime() - start) / 1e3 / per;
      best = Math.min(best, us);
      all.add(us);
    }
    Collections.sort(all);
    System.out.printf(
        Locale.ROOT, "%-55s best %8.1f us, median %8.1f us%n", what, best, all.get(repeats / 2));
  }

  private static void ceremony(HeParameters set) {
    for (int run = 0; run < 3; run++) {
      List<SecretShare> shares = Study.shares(set, 3);
      List<SquareShareCeremony> owners = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        owners.add(new SquareShareCeremony(shares.get(i), Study.id(2), 3, i));
      }
      long start = System.nanoTime();
      Study.hold(owners);
      List<SecretShare> complete = owners.stream().map(SquareShareCeremony::result).toList();
      System.out.printf(
          Locale.ROOT,
          "square-share ceremony, per owner of three: %.1f ms%n",
          (System.nanoTime() - start) / 3e6);
      complete.forEach(SecretShare::close);
      owners.forEach(SquareShareCeremony::close);
      shares.forEach(SecretShare::close);
    }
  }
}
