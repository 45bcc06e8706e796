package dev.lineal.owner.moments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.study.Moments;
import dev.lineal.owner.moments.MomentColumns.Column;
import dev.lineal.owner.moments.MomentColumns.Role;
import dev.lineal.owner.shard.RowSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final Sha256 SCHEMA = Sha256.hash(new byte[1]);

  private static MomentColumns columns(String max, Role role) {
    return new MomentColumns(
        SCHEMA,
        List.of(
            new Column("x", BigDecimal.ZERO, BigDecimal.TEN, Role.FEATURE),
            new Column("y", BigDecimal.ZERO, new BigDecimal(max), role)));
  }

  private static RowSource rows(int count, double y) {
    return visitor -> {
      for (int i = 0; i < count; i++) {
        visitor.accept(new double[] {i % 11, y + (i % 2), 1});
      }
      return count;
    };
  }

  @Test
  void sumsAreExactIntegers() throws IOException {
    LocalTotals totals = LocalTotals.of(columns("1", Role.FEATURE), rows(1100, 0));
    BigInteger scale = BigInteger.ONE.shiftLeft(26);
    assertEquals(1100, totals.rows());
    assertEquals(BigInteger.ZERO, totals.integers().get(1)); // 0 .. 10 are centred
    assertEquals(BigInteger.ZERO, totals.integers().get(3));
    assertEquals(
        BigInteger.valueOf(1100).multiply(scale).multiply(scale), totals.integers().get(4));
    assertEquals(totals, LocalTotals.parse(totals.toBytes()));
    assertEquals("LocalTotals[2 columns]", totals.toString());
  }

  @Test
  void meanAndDeviationAreRoundedDecimals() throws IOException {
    LocalTotals totals = LocalTotals.of(columns("1", Role.FEATURE), rows(1100, 0));
    Moments moments = MomentsFromTotals.compute("s", columns("1", Role.FEATURE), totals.integers());
    assertEquals("5", moments.columns().get(0).mean().text());
    assertEquals("0.5", moments.columns().get(1).deviation().text());
    assertEquals(Math.sqrt(10), moments.columns().get(0).deviation().toDouble(), 1e-7);
  }

  @Test
  void boundsFarTooWideAreRefusedByName() throws IOException {
    MomentColumns wide = columns("4000000", Role.FEATURE);
    LocalTotals totals = LocalTotals.of(wide, rows(1100, 7));
    UnusableColumnException refused =
        assertThrows(
            UnusableColumnException.class,
            () -> MomentsFromTotals.compute("s", wide, totals.integers()));
    assertEquals("y", refused.column());
    assertTrue(
        refused
            .getMessage()
            .startsWith("column y has bounds far too wide: its values deviate by 0.49"),
        refused.getMessage());
    MomentColumns narrow = columns("400000", Role.FEATURE);
    LocalTotals fine = LocalTotals.of(narrow, rows(1100, 7));
    assertEquals(2, MomentsFromTotals.compute("s", narrow, fine.integers()).columns().size());
  }

  @Test
  void aTargetWithoutVarianceIsRefused() throws IOException {
    MomentColumns regression = columns("10", Role.TARGET);
    RowSource constant =
        visitor -> {
          for (int i = 0; i < 20; i++) {
            visitor.accept(new double[] {i % 2, 4});
          }
          return 20;
        };
    LocalTotals totals = LocalTotals.of(regression, constant);
    assertEquals(
        "column y is the target, but has the same value in every row",
        assertThrows(
                UnusableColumnException.class,
                () -> MomentsFromTotals.compute("s", regression, totals.integers()))
            .getMessage());
  }

  @Test
  void tooFewRowsOrValuesOutsideTheBoundsAreRefused() {
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> LocalTotals.of(columns("1", Role.FEATURE), rows(9, 0)))
            .getMessage()
            .contains("There are 9 rows"));
    for (double bad : new double[] {1.01, -0.01, Double.NaN, Double.POSITIVE_INFINITY}) {
      RowSource outside =
          visitor -> {
            visitor.accept(new double[] {0, bad, 1});
            return 1;
          };
      assertTrue(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> LocalTotals.of(columns("1", Role.FEATURE), outside))
              .getMessage()
              .contains("outside the bounds of column y"));
    }
  }

  @Test
  void noiseAndFloodsNeverTouchTheTotal() {
    for (int owners : new int[] {2, 3, 16}) {
      MomentRoom room = MomentRoom.of(HeParameters.STUDY_13, owners);
      BigInteger edge =
          BigInteger.ONE
              .shiftLeft(room.floodBits())
              .multiply(BigInteger.valueOf(owners))
              .add(BigInteger.ONE.shiftLeft(room.noiseBits()));
      Random random = new Random(owners);
      List<BigInteger> totals = new ArrayList<>();
      List<BigInteger> covered = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        BigInteger total = new BigInteger(82, random).subtract(BigInteger.ONE.shiftLeft(81));
        totals.add(total);
        BigInteger scaled = total.shiftLeft(room.scaleBits());
        covered.add(i % 2 == 0 ? scaled.add(edge) : scaled.subtract(edge));
      }
      assertEquals(totals, room.exact(covered, owners));
      assertTrue(room.floodBits() >= room.noiseBits() + 40);
      assertThrows(
          IllegalArgumentException.class,
          () -> room.exact(List.of(edge.add(BigInteger.ONE)), owners));
    }
    assertThrows(IllegalArgumentException.class, () -> MomentRoom.of(HeParameters.STUDY_13, 64));
  }
}
