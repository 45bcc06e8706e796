package dev.lineal.owner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lineal.he.HeParameters;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Momentum;
import dev.lineal.owner.keys.NoNativeLeaks;
import dev.lineal.owner.policy.HostedStudy;
import dev.lineal.owner.policy.PlanReview;
import dev.lineal.owner.policy.Refusal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner reads before it says yes, beside an agent that serves. */
class PlanReviewTest extends NoNativeLeaks {
  @TempDir Path directory;

  @Test
  void aReviewSaysWhatARunTakesAndWhatItBreaks() {
    Blobs blobs = Blobs.of(Owners.COUNT, 200, 4);
    try (Owners owners = new Owners(directory, HeParameters.INSECURE_TEST_10, blobs);
        TestAgent agent = TestAgent.of(owners, 0)) {
      HostedStudy hosted = Owners.hosted(agent.keys, owners.ledger(), Owners.RULES);
      PlanReview first = PlanReview.of(hosted, owners.plans().plan(), List.of());
      long answers = 3 * (4 * 3 * 1024 + 4);
      assertEquals(List.of(), first.refusals());
      assertEquals(answers, first.answers());
      assertEquals(0, first.answeredBefore());
      assertEquals(4, first.scalars());
      assertEquals(128, first.maxScalars());
      assertEquals(Optional.of(BigInteger.ONE), first.priceWei());
      assertEquals(5, first.sigmaBits().size());
      assertEquals(82.4, first.sigmaBits().get(0), 0.1);

      OwnerClient client = new OwnerClient(agent.server.url(), owners.identities.get(0));
      assertEquals(200, client.open(Owners.signed(owners.plans())).statusCode());
      Plans plans = owners.plans();
      plans.nonce = "next";
      plans.step = new Factor(3, 0);
      plans.eta = new Momentum(0, List.of(1L, 0L, 0L));
      PlanReview second = PlanReview.of(hosted, plans.plan(), List.of());
      assertEquals(answers, second.answeredBefore());
      assertEquals(4, second.releasedBefore());
      List<String> rules = second.refusals().stream().map(Refusal::rule).toList();
      assertEquals(List.of("momentum-range", "step-bound", "planned-rounds"), rules);
      assertTrue(second.refusals().get(1).action().contains("4 over the number of features"));
      assertEquals(0, agent.keys.uses.get());
    }
  }
}
