package dev.lineal.lineage.verify;

import static dev.lineal.lineage.verify.Disagreement.failed;
import static dev.lineal.lineage.verify.Disagreement.notChecked;
import static dev.lineal.lineage.verify.Disagreement.unlessEqual;

import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.iteration.IterationTree;
import dev.lineal.lineage.iteration.PlannedSteps;
import dev.lineal.lineage.licence.GrantDecision;
import dev.lineal.lineage.licence.LedgerCopy;
import dev.lineal.lineage.licence.LicenceLedger;
import dev.lineal.lineage.manifest.OwnerPart;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.Release;
import dev.lineal.lineage.manifest.ReleasedShare;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks of plan, trainer, run manifest, grants and steps. */
final class RunChecks {
  private final Bundle bundle;
  private final RunPlan plan;
  private final RunManifest run;

  RunChecks(Bundle bundle) {
    this.bundle = bundle;
    this.plan = bundle.plan().plan();
    this.run = bundle.run().manifest();
  }

  void planSignature() {
    bundle.plan().check(bundle.domain());
  }

  void trainerIdentity() {
    unlessEqual("the bound wallet", bundle.trainer().wallet(), plan.trainer());
    bundle.trainer().check(bundle.domain());
  }

  void runSignature() {
    payload(bundle.run().envelope(), run.canonicalBytes());
  }

  void modelSignature() {
    payload(bundle.model().envelope(), bundle.model().manifest().canonicalBytes());
  }

  private void payload(Envelope envelope, byte[] manifest) {
    byte[] signed = envelope.check(Envelope.IN_TOTO, bundle.trainer().identityKey());
    if (!Arrays.equals(signed, manifest)) {
      throw failed("the trainer signed another document than the bundle shows");
    }
  }

  void runOfPlan() {
    unlessEqual("its plan", run.plan(), plan.sha256());
    unlessEqual("its trainer", run.trainer(), plan.trainer());
    unlessEqual("keep_refreshed", run.keepRefreshed().text(), plan.keepRefreshed().text());
    unlessEqual("the number of iterations", run.iterations(), plan.iterations());
    List<?> planned = plan.datasets().stream().map(PlannedDataset::owner).toList();
    unlessEqual(
        "the list of owners", run.owners().stream().map(OwnerPart::owner).toList(), planned);
    List<String> releases = plan.releases().stream().map(Release::name).toList();
    for (OwnerPart part : run.owners()) {
      List<String> made = part.releases().stream().map(ReleasedShare::name).toList();
      if (!releases.containsAll(made)) {
        throw failed("%s released %s, planned are %s".formatted(part.owner(), made, releases));
      }
    }
  }

  void grants(Optional<LicenceLedger> chain) {
    LicenceLedger ledger =
        bundle
            .ledger()
            .<LicenceLedger>map(lines -> LedgerCopy.of(BundleFormat.LEDGER, lines, bundle.domain()))
            .or(() -> chain)
            .orElseThrow(this::noLedger);
    for (GrantDecision decision : ledger.decide(plan, run.started())) {
      if (decision instanceof GrantDecision.Refused refused) {
        throw failed("rule %s: %s".formatted(refused.rule().text(), refused.reason()));
      }
    }
  }

  private Disagreement noLedger() {
    return bundle.domain().chainId() == 0
        ? failed("there is neither a ledger in the bundle nor a chain")
        : notChecked("the grants are on chain %d".formatted(bundle.domain().chainId()));
  }

  void steps() {
    IterationTree tree;
    try {
      tree = IterationTree.of(bundle.steps());
    } catch (IllegalArgumentException disorder) {
      throw failed(disorder.getMessage());
    }
    unlessEqual("the Merkle root of the steps", tree.root(), run.iterationRoot());
    unlessEqual("the number of leaves", (long) tree.leaves(), run.leaves());
  }

  void plannedSteps() {
    new PlannedSteps(plan)
        .differenceFrom(bundle.steps())
        .ifPresent(
            difference -> {
              throw failed(difference);
            });
  }
}
