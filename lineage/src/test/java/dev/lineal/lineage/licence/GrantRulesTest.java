package dev.lineal.lineage.licence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.GrantDecision.Granted;
import dev.lineal.lineage.licence.GrantDecision.Refused;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.manifest.Task;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test per rule, through the ledger, with the exact reason. */
class GrantRulesTest {
  private static final LedgerSigner ALICE = Grants.signer("alice");
  private static final Grant GOOD = Grants.toAnyVersion();

  @TempDir Path directory;
  private FileLedger ledger;

  @BeforeEach
  void open() {
    ledger = FileLedger.at(directory.resolve("grants.jsonl"), SigningDomain.OFFLINE);
  }

  @Test
  void aPlanThatKeepsEveryRuleIsGranted() {
    ledger.append(GOOD, ALICE);
    assertEquals(new Granted(GOOD), decide(GOOD, GrantUse.NONE, Grants.NOW));
    assertEquals(new Granted(GOOD), decide(GOOD, new GrantUse(8, 23), Grants.NOW));
  }

  @Test
  void theVersionNamedIsGranted() {
    Grant grant = Grants.of(Optional.of(Samples.dataset().contentRoot()), "nonce");
    ledger.append(grant, ALICE);
    assertEquals(new Granted(grant), decide(grant, GrantUse.NONE, Grants.NOW));
  }

  @Test
  void ownerInPlan() {
    Address stranger = Samples.TRAINER.address();
    Refused refused = (Refused) ledger.decide(Samples.plan(), stranger, GrantUse.NONE, Grants.NOW);
    assertEquals(GrantRule.OWNER_IN_PLAN, refused.rule());
    assertEquals("The plan uses no dataset of " + stranger + ".", refused.reason());
  }

  @Test
  void grantKnown() {
    refuses(
        GrantRule.GRANT_KNOWN,
        "the licence ledger " + directory.resolve("grants.jsonl") + " has none such",
        decide(GOOD, GrantUse.NONE, Grants.NOW));
  }

  @Test
  void grantNotRevoked() {
    ledger.append(GOOD, ALICE);
    ledger.revoke(new Revocation(GOOD.id(), "consent withdrawn", Instant.EPOCH), ALICE);
    refuses(
        GrantRule.GRANT_NOT_REVOKED,
        "its owner revoked it at 1970-01-01T00:00:00Z: consent withdrawn",
        decide(GOOD, GrantUse.NONE, Grants.NOW));
  }

  @Test
  void grantNotExpired() {
    ledger.append(GOOD, ALICE);
    refuses(
        GrantRule.GRANT_NOT_EXPIRED,
        "it expired at 2027-01-01T00:00:00Z",
        decide(GOOD, GrantUse.NONE, Grants.EXPIRES));
  }

  @Test
  void sameStudy() {
    Grant other = copy("other-study", GOOD.licensee(), GOOD.purpose(), GOOD.tasks());
    refusesAppended(
        GrantRule.SAME_STUDY, "it is for study other-study, the plan for mnist-3v8", other);
  }

  @Test
  void sameOwner() {
    LedgerSigner bob = Grants.signer("bob");
    Grant bobs =
        new Grant(
            GOOD.study(),
            Samples.BOB,
            GOOD.contentRoot(),
            GOOD.licensee(),
            GOOD.purpose(),
            GOOD.tasks(),
            GOOD.expires(),
            GOOD.iterations(),
            GOOD.releases(),
            GOOD.releasedScalars(),
            GOOD.priceWei(),
            GOOD.nonce());
    ledger.append(bobs, bob);
    refuses(
        GrantRule.SAME_OWNER,
        "it is by " + Samples.BOB + ", the dataset is of " + Samples.ALICE,
        decide(bobs, GrantUse.NONE, Grants.NOW),
        bobs.id());
  }

  @Test
  void sameContent() {
    Sha256 old = Samples.hash("old version");
    refusesAppended(
        GrantRule.SAME_CONTENT,
        "it is for version %s, the plan names %s".formatted(old, Samples.dataset().contentRoot()),
        Grants.of(Optional.of(old), "nonce"));
  }

  @Test
  void sameLicensee() {
    Grant other = copy(GOOD.study(), Samples.BOB, GOOD.purpose(), GOOD.tasks());
    refusesAppended(
        GrantRule.SAME_LICENSEE,
        "it is for %s, the trainer is %s".formatted(Samples.BOB, Samples.TRAINER.address()),
        other);
  }

  @Test
  void samePurpose() {
    Grant other = copy(GOOD.study(), GOOD.licensee(), "advertising", GOOD.tasks());
    refusesAppended(
        GrantRule.SAME_PURPOSE,
        "it is for 'advertising', the plan is for 'digit recognition'",
        other);
  }

  @Test
  void taskAllowed() {
    Grant other = copy(GOOD.study(), GOOD.licensee(), GOOD.purpose(), List.of(Task.LINEAR));
    refusesAppended(GrantRule.TASK_ALLOWED, "it does not allow logistic runs", other);
  }

  @Test
  void iterationsLeft() {
    ledger.append(GOOD, ALICE);
    refuses(
        GrantRule.ITERATIONS_LEFT,
        "the plan makes 2 iterations, 1 are left",
        decide(GOOD, new GrantUse(9, 0), Grants.NOW));
    refuses(
        GrantRule.ITERATIONS_LEFT,
        "the plan makes 2 iterations, 0 are left",
        decide(GOOD, new GrantUse(11, 0), Grants.NOW));
  }

  @Test
  void releasesAllowed() {
    Grant weightsOnly = releasing(List.of("weights"), 200);
    refusesAppended(
        GrantRule.RELEASES_ALLOWED, "it does not allow to release 'metrics'", weightsOnly);
  }

  @Test
  void scalarsLeft() {
    ledger.append(GOOD, ALICE);
    refuses(
        GrantRule.SCALARS_LEFT,
        "the plan releases 177 numbers, 176 are left",
        decide(GOOD, new GrantUse(0, 24), Grants.NOW));
  }

  @Test
  void aWholePlanIsDecidedPerDataset() {
    ledger.append(GOOD, ALICE);
    List<GrantDecision> decisions = ledger.decide(plan(GOOD), Grants.NOW);
    assertEquals(new Granted(GOOD), decisions.get(0));
    assertEquals(GrantRule.GRANT_KNOWN, ((Refused) decisions.get(1)).rule(), "bob gave none");
  }

  @Test
  void aRefusalIsAnErrorThatNamesTheRule() {
    Refused refused = (Refused) decide(GOOD, GrantUse.NONE, Grants.NOW);
    LineageException error = refused.asError();
    assertEquals(3, error.kind().exitCode());
    assertEquals("grant.grant_known", error.code());
    assertEquals(
        "The rule grant-known refuses this run. %s Buy a licence for this dataset and name its grant in the plan."
            .formatted(refused.reason()),
        error.getMessage());
  }

  @Test
  void everyRuleSaysWhatToDo() {
    Set<GrantRule> all = EnumSet.allOf(GrantRule.class);
    all.removeIf(rule -> rule.action().endsWith("."));
    assertEquals(Set.of(), all);
  }

  private static Grant copy(String study, Address licensee, String purpose, List<Task> tasks) {
    return new Grant(
        study,
        GOOD.owner(),
        GOOD.contentRoot(),
        licensee,
        purpose,
        tasks,
        GOOD.expires(),
        GOOD.iterations(),
        GOOD.releases(),
        GOOD.releasedScalars(),
        GOOD.priceWei(),
        GOOD.nonce());
  }

  private static Grant releasing(List<String> releases, long scalars) {
    return new Grant(
        GOOD.study(),
        GOOD.owner(),
        GOOD.contentRoot(),
        GOOD.licensee(),
        GOOD.purpose(),
        GOOD.tasks(),
        GOOD.expires(),
        GOOD.iterations(),
        releases,
        scalars,
        GOOD.priceWei(),
        GOOD.nonce());
  }

  private static RunPlan plan(Grant grant) {
    return Samples.plan("digit recognition", Optional.empty(), grant.id());
  }

  private GrantDecision decide(Grant grant, GrantUse used, Instant now) {
    return ledger.decide(plan(grant), Samples.ALICE, used, now);
  }

  private void refusesAppended(GrantRule rule, String reason, Grant grant) {
    ledger.append(grant, ALICE);
    refuses(rule, reason, decide(grant, GrantUse.NONE, Grants.NOW), grant.id());
  }

  private static void refuses(GrantRule rule, String reason, GrantDecision decision) {
    refuses(rule, reason, decision, GOOD.id());
  }

  private static void refuses(GrantRule rule, String reason, GrantDecision decision, Sha256 grant) {
    Refused refused = assertInstanceOf(Refused.class, decision);
    assertEquals(rule, refused.rule());
    assertEquals("Grant %s: %s.".formatted(grant, reason), refused.reason());
  }
}
