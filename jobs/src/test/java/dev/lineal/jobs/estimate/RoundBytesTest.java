package dev.lineal.jobs.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.Header;
import dev.lineal.he.Kind;
import dev.lineal.he.linalg.GradientAccumulator;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.rounds.RoundTerms;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.he.shard.ShardHeader;
import dev.lineal.he.shard.ShardWriter;
import dev.lineal.jobs.plan.LinearPlan;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.jobs.plan.StepSize;
import dev.lineal.lineage.manifest.Factor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The model's bytes are those of the real objects. */
class RoundBytesTest {
  private static final HeParameters SET = HeParameters.INSECURE_TEST_10;
  private static final RefreshRequest.Position PLACE =
      new RefreshRequest.Position(new byte[32], 0, 1, 0);
  private static final int OWNERS = 3;
  private static final int ITEMS = 5;
  private static final Factor PENALTY = new Factor(0, 0);

  private static RoundBytes modelled(RoundTerms round) {
    return RoundBytes.of(SET, round, ITEMS, 1, OWNERS);
  }

  private static LogisticPlan plan(WeightForm form) {
    return new LogisticPlan(
        SET, LogisticPlan.training(ITEMS, 2, StepSize.bound(ITEMS), PENALTY), 1000, 0, form);
  }

  private static RoundTerms logistic(String name) {
    TaskRounds rounds = plan(WeightForm.ENCRYPTED).rounds();
    return rounds.round(rounds.number(name));
  }

  private static RoundTerms shared(String name) {
    TaskRounds rounds = plan(WeightForm.SHARED).rounds();
    return rounds.round(rounds.number(name));
  }

  private static RefreshRequest products() {
    try (GradientAccumulator sums = new GradientAccumulator(SET, 7, ITEMS, 82)) {
      return RefreshRequest.ofFeatures(PLACE, 0, sums);
    }
  }

  private static RefreshRequest refreshed() {
    byte[] zero = new byte[Header.BYTES + 2 * SET.packedBytes()];
    new Header(Kind.CIPHERTEXT, SET, 2, 40, 7, 1).write(zero, 0);
    try (Ciphertext value = Ciphertext.parse(zero)) {
      return RefreshRequest.ofRefreshed(PLACE, 0, Collections.nCopies(ITEMS, value));
    }
  }

  private static long evidence(RefreshRequest request, RefreshAnswer answer, int c0) {
    RefreshEvidence.Signed one =
        new RefreshEvidence.Signed(new byte[RefreshEvidence.SIGNATURE_BYTES], answer.toBytes());
    return RefreshEvidence.of(request, new byte[ITEMS * c0], List.of(one, one)).length();
  }

  @Test
  void aRoundOfProductsOfBlocks() {
    RefreshAnswer answer = RefreshAnswer.ofSlots(products(), 0);
    assertEquals(
        new RoundBytes(
            products().length(), answer.length(), evidence(products(), answer, SET.packedBytes())),
        modelled(logistic("y")));
  }

  @Test
  void aRoundOfRefreshedValues() {
    RefreshAnswer answer = RefreshAnswer.ofSlots(refreshed(), 0);
    assertEquals(
        new RoundBytes(refreshed().length(), answer.length(), evidence(refreshed(), answer, 0)),
        modelled(logistic("u")));
  }

  @Test
  void aStepAndARowOfTheGramMatrix() {
    RefreshAnswer answer = RefreshAnswer.ofTraces(products(), 0);
    RoundBytes real =
        new RoundBytes(
            products().length(),
            answer.length(),
            evidence(products(), answer, HeParameters.LIMBS * Long.BYTES));
    assertEquals(real, modelled(logistic("w")));
    LinearPlan plan =
        new LinearPlan(
            SET, LinearPlan.training(ITEMS, 2, LinearPlan.bound(ITEMS, PENALTY), PENALTY), 1000);
    assertEquals(real, modelled(plan.rounds().round(1)));
    assertEquals(real, modelled(plan.rounds().round(2)));
  }

  @Test
  void roundsOfSharedWeights() {
    RefreshRequest named = RefreshRequest.ofKnown(PLACE, SET, 7, 82, 0, ITEMS);
    RefreshAnswer partials = RefreshAnswer.ofPartials(named, 0);
    assertEquals(
        new RoundBytes(named.length(), partials.length(), evidence(named, partials, 0)),
        modelled(shared("partial")));
    RefreshAnswer shares = RefreshAnswer.ofShares(named, 0);
    assertEquals(
        new RoundBytes(named.length(), shares.length(), evidence(named, shares, 0)),
        modelled(shared("w")));
  }

  @Test
  void shards() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ShardWriter writer = new ShardWriter(file, new ShardHeader(SET, 7, 0, 100, ITEMS))) {
      for (int column = 0; column < ITEMS; column++) {
        writer.column(new byte[2 * SET.packedBytes()]);
      }
      writer.finish();
    }
    LogisticPlan plan = plan(WeightForm.ENCRYPTED);
    // 1,000 rows of three owners: a block of up to 512 rows each.
    assertEquals(
        3L * file.size(), Bytes.of(new Workload(plan, 1000, OWNERS), Trust.NOBODY).shards());
  }
}
