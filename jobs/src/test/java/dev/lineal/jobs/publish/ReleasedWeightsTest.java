package dev.lineal.jobs.publish;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.linalg.WeightShares;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.ReleasedWeights;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.lineage.manifest.Factor;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasedWeightsTest {
  @Test
  void partsAddUpInUnitsOfWeight() {
    BigInteger v = BigInteger.ONE.shiftLeft(58);
    WeightShares cluster = new WeightShares(List.of(BigInteger.ZERO), List.of(v));
    List<BigInteger> own = ReleasedWeights.clusterPart(cluster, 34);
    assertEquals(List.of(BigInteger.ONE.shiftLeft(32)), own);
    List<BigInteger> owner = List.of(BigInteger.ONE.shiftLeft(33).negate());
    assertArrayEquals(new double[] {-3}, ReleasedWeights.sum(List.of(own, owner), 34, 12));
  }

  @Test
  void theBoundNeverExceedsFourOverD() {
    for (int d = 1; d < 2000; d++) {
      Factor step = StepSize.bound(d);
      assertEquals(1L << 42, step.numerator() * d + (1L << 42) % d);
    }
  }

  @Test
  void momentumStartsAtZeroIsNegativeAndEndsAtZero() {
    List<Long> etas =
        LogisticPlan.training(2, 32, StepSize.bound(2), Factor.ZERO).eta().numerators();
    assertEquals(0, etas.get(0));
    etas.subList(1, 31).forEach(eta -> assertEquals(true, eta < 0 && -eta < 1L << 40));
    assertEquals(0, etas.get(31), "so that the encrypted weights end as the model");
  }
}
