package dev.lineal.jobs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.owner.keys.MaskBound;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The estimate says what owners' own rule says. */
class MaskRoomTest {
  private static final HeParameters SET = HeParameters.STUDY_13;
  private static final int FEATURES = 101;

  private static Workload work(long rows) {
    return new Workload(
        new LogisticPlan(
            SET,
            LogisticPlan.training(FEATURES, 32, StepSize.bound(FEATURES), new Factor(0, 0)),
            rows),
        rows,
        3);
  }

  private static MaskBound owners(Workload work) {
    int bound = work.rounds().get(4).boundBits();
    long answers = 32L * (4L * work.blocks() * SET.ringDegree() + FEATURES);
    return MaskBound.forStudy(SET, 3, BigInteger.ONE.shiftLeft(bound), answers);
  }

  @Test
  void aRunThatOwnersTake() {
    MaskRoom room = MaskRoom.of(work(1_300_000));
    assertEquals(owners(work(1_300_000)).sigmaBits(), room.bits(), 1e-6);
    assertTrue(room.enough(), room.toString());
  }

  @Test
  void aRunThatOwnersRefuse() {
    MaskRoom room = MaskRoom.of(work(1_400_000));
    String refusal =
        assertThrows(IllegalArgumentException.class, () -> owners(work(1_400_000))).getMessage();
    assertTrue(refusal.contains("too little room"), refusal);
    assertFalse(room.enough(), room.toString());
  }
}
