package dev.lineal.lineage.licence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.GrantOrder;
import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.TestChain;
import dev.lineal.lineage.licence.GrantDecision.Granted;
import dev.lineal.lineage.licence.GrantDecision.Refused;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rules as the file's, over grants on a real chain. */
class ChainLicenceLedgerTest {
  private static final String PURPOSE = "digit recognition";
  private static final LicenceTerms TERMS =
      new LicenceTerms(
          List.of(PURPOSE),
          List.of(),
          false,
          false,
          false,
          List.of("logistic"),
          0,
          10,
          200,
          Duration.ofDays(30),
          List.of("weights", "metrics"),
          BigInteger.TEN);

  @TempDir static Path directory;
  private static TestChain test;
  private static LinealChain chain;
  private static ChainWriter alice;
  private static ChainWriter trainer;
  private static long dataset;

  @BeforeAll
  static void register() {
    test = TestChain.start(directory);
    chain = test.chain();
    alice = test.writer("alice");
    trainer = test.writer("trainer");
    dataset = register(Samples.dataset().contentRoot());
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  private static long register(Sha256 content) {
    DatasetVersion version =
        new DatasetVersion(content, Samples.dataset().sha256(), Samples.hash("schema"), 10_000, "");
    return chain.datasets().register(alice, "mnist-3v8", version, TERMS).value();
  }

  private static GrantWish wish(long dataset) {
    return new GrantWish(
        dataset, PURPOSE, Optional.empty(), Optional.empty(), GrantWish.Use.RESEARCH);
  }

  private static RunPlan plan(Sha256 grant) {
    return Samples.plan(PURPOSE, Optional.empty(), grant);
  }

  private static GrantDecision decide(RunPlan plan, GrantUse used, Instant now) {
    return new ChainLicenceLedger(chain).decide(plan, Samples.ALICE, used, now);
  }

  private static void refuses(GrantRule rule, String reason, GrantDecision decision) {
    Refused refused = assertInstanceOf(Refused.class, decision);
    assertEquals(rule, refused.rule());
    assertEquals(reason, refused.reason());
  }

  @Test
  void aBoughtGrantIsTheSameDocumentAsInAFile() {
    Grant bought = new GrantPurchase(chain).buy(trainer, wish(dataset)).value();
    assertEquals(BigInteger.TEN, bought.priceWei());
    assertEquals(Samples.ALICE, bought.owner());
    Instant now = chain.node().now();
    assertEquals(new Granted(bought), decide(plan(bought.id()), GrantUse.NONE, now));
    refuses(
        GrantRule.ITERATIONS_LEFT,
        "Grant %s: the plan makes 2 iterations, 1 are left.".formatted(bought.id()),
        decide(plan(bought.id()), new GrantUse(9, 0), now));
    refuses(
        GrantRule.SAME_PURPOSE,
        "Grant %s: it is for '%s', the plan is for 'marketing'.".formatted(bought.id(), PURPOSE),
        decide(Samples.plan("marketing", Optional.empty(), bought.id()), GrantUse.NONE, now));
  }

  @Test
  void aGivenGrantCostsNothing() {
    Grant given = new GrantPurchase(chain).give(alice, trainer.address(), wish(dataset)).value();
    assertEquals(BigInteger.ZERO, given.priceWei());
    assertEquals(new Granted(given), decide(plan(given.id()), GrantUse.NONE, chain.node().now()));
  }

  @Test
  void aGrantNobodyMadeIsUnknown() {
    Sha256 none = Samples.hash("none");
    refuses(
        GrantRule.GRANT_KNOWN,
        "Grant %s: the market has none such.".formatted(none),
        decide(plan(none), GrantUse.NONE, Instant.EPOCH));
    refuses(
        GrantRule.OWNER_IN_PLAN,
        "The plan uses no dataset of %s.".formatted(trainer.address()),
        new ChainLicenceLedger(chain)
            .decide(plan(none), trainer.address(), GrantUse.NONE, Instant.EPOCH));
  }

  @Test
  void anIdThatIsNotTheHashIsUnknown() {
    Sha256 lie = Samples.hash("lie");
    Instant expires = chain.node().now().plusSeconds(1_000);
    GrantOrder order =
        new GrantOrder(
            dataset, 0, lie, Samples.hash("n"), Optional.empty(), expires, false, PURPOSE);
    chain.licences().buy(trainer, order, BigInteger.TEN);
    refuses(
        GrantRule.GRANT_KNOWN,
        "Grant %s: it is not the hash of what the market says of it.".formatted(lie),
        decide(plan(lie), GrantUse.NONE, chain.node().now()));
  }

  @Test
  void aVersionThatIsNotOnChainIsRefused() {
    long other = register(Samples.hash("other content"));
    Grant bought = new GrantPurchase(chain).buy(trainer, wish(other)).value();
    refuses(
        GrantRule.SAME_CONTENT,
        "Grant %s: it is for dataset %d on chain, of which %s is no version."
            .formatted(bought.id(), other, Samples.dataset().contentRoot()),
        decide(plan(bought.id()), GrantUse.NONE, chain.node().now()));
  }

  @Test
  void revokingAndExpiringStopFutureRunsOnly() {
    Grant bought = new GrantPurchase(chain).buy(trainer, wish(dataset)).value();
    RunPlan opened = plan(bought.id());
    chain.licences().openRun(trainer, opened.sha256(), List.of(bought.id()), 2, 177);
    chain.licences().revoke(alice, bought.id(), "consent withdrawn");
    Instant revoked = chain.licences().grant(bought.id()).orElseThrow().revoked().orElseThrow();
    assertEquals(
        new Granted(bought), decide(opened, GrantUse.NONE, bought.expires().plusSeconds(1)));
    RunPlan later = Samples.plan(PURPOSE, Optional.of(Samples.parent()), bought.id());
    refuses(
        GrantRule.GRANT_NOT_REVOKED,
        "Grant %s: its owner revoked it at %s.".formatted(bought.id(), revoked),
        decide(later, GrantUse.NONE, revoked));
  }

  @Test
  void anExpiredGrantIsRefused() {
    Grant bought = new GrantPurchase(chain).buy(trainer, wish(dataset)).value();
    refuses(
        GrantRule.GRANT_NOT_EXPIRED,
        "Grant %s: it expired at %s.".formatted(bought.id(), bought.expires()),
        decide(plan(bought.id()), GrantUse.NONE, bought.expires()));
  }
}
