package dev.lineal.lineage.verify;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.licence.LicenceLedger;
import dev.lineal.lineage.manifest.ClusterCheck;
import dev.lineal.lineage.verify.Finding.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes every check of a bundle. Needs nobody: what a chain knows is asked only where one is given.
 */
public final class BundleVerifier {
  private final Optional<AnchorLookup> anchors;
  private final Optional<LicenceLedger> grants;
  private final Map<Check, Finding> findings = new EnumMap<>(Check.class);

  private BundleVerifier(Optional<AnchorLookup> anchors, Optional<LicenceLedger> grants) {
    this.anchors = anchors;
    this.grants = grants;
  }

  /** Without a chain. */
  public static Verification offline(BundleFiles files) {
    return new BundleVerifier(Optional.empty(), Optional.empty()).verify(files);
  }

  /** With what one chain says of anchors and grants. */
  public static Verification online(BundleFiles files, AnchorLookup anchors, LicenceLedger grants) {
    return new BundleVerifier(Optional.of(anchors), Optional.of(grants)).verify(files);
  }

  private Verification verify(BundleFiles files) {
    List<Bundle> read = new ArrayList<>();
    make(Check.DOCUMENTS, () -> read.add(BundleFormat.read(files)));
    if (!read.isEmpty()) {
      checks(read.get(0));
    }
    List<Finding> all = new ArrayList<>();
    for (Check check : Check.values()) {
      all.add(findings.computeIfAbsent(check, BundleVerifier::groundless));
    }
    return new Verification(
        read.stream().findFirst(), all, read.isEmpty() ? List.of() : limits(read.get(0)));
  }

  private void checks(Bundle bundle) {
    RunChecks run = new RunChecks(bundle);
    OwnerChecks owners = new OwnerChecks(bundle);
    ModelChecks model = new ModelChecks(bundle);
    make(Check.PLAN_SIGNATURE, run::planSignature);
    make(Check.TRAINER_IDENTITY, run::trainerIdentity);
    make(Check.OWNER_IDENTITIES, owners::identities);
    make(Check.DATASETS, owners::datasets);
    make(Check.RUN_SIGNATURE, run::runSignature);
    make(Check.RUN_OF_PLAN, run::runOfPlan);
    make(Check.ATTESTATIONS, owners::attestations);
    make(Check.GRANTS, () -> run.grants(grants));
    make(Check.STEPS, run::steps);
    make(Check.PLANNED_STEPS, run::plannedSteps);
    make(Check.TRANSCRIPTS, owners::transcripts);
    make(Check.MODEL_SIGNATURE, run::modelSignature);
    make(Check.MODEL_OF_RUN, model::modelOfRun);
    make(Check.MODEL_FILES, model::files);
    make(Check.PREPARATION, model::preparation);
    make(Check.DATASET_SCHEMA, owners::datasetSchema);
    make(Check.CONTRIBUTORS, model::contributors);
    make(Check.PARENT, model::parent);
    make(Check.ANCHOR_PROOF, model::anchorProof);
    make(Check.ANCHOR_ON_CHAIN, () -> model.anchorOnChain(anchors));
  }

  private void make(Check check, Runnable body) {
    Optional<Check> missing =
        check.grounds().stream()
            .filter(ground -> findings.get(ground).status() != Status.OK)
            .findFirst();
    findings.put(
        check,
        missing.map(ground -> notBegun(check, because(ground))).orElseGet(() -> made(check, body)));
  }

  private String because(Check ground) {
    return "%s: %s".formatted(ground.text(), findings.get(ground).status().text());
  }

  private static Finding made(Check check, Runnable body) {
    long before = System.nanoTime();
    Status status = Status.OK;
    String reason = "";
    try {
      body.run();
    } catch (Disagreement end) {
      status = end.status();
      reason = end.getMessage();
    } catch (LineageException fault) {
      boolean outOfReach = fault.kind() == LineageException.Kind.UNAVAILABLE;
      status = outOfReach ? Status.NOT_CHECKED : Status.FAILED;
      reason = fault.problem();
    }
    return new Finding(check, status, reason, Duration.ofNanos(System.nanoTime() - before));
  }

  private static Finding notBegun(Check check, String reason) {
    return new Finding(check, Status.NOT_CHECKED, reason, Duration.ZERO);
  }

  private static Finding groundless(Check check) {
    return notBegun(check, "the documents could not be read");
  }

  private static List<String> limits(Bundle bundle) {
    List<String> limits = new ArrayList<>();
    limits.add("Arithmetic: whether the cluster computed what it recorded (lineal audit).");
    if (bundle.run().manifest().clusterVerified() == ClusterCheck.NOT_VERIFIED) {
      limits.add("The cluster: the manifest says that owners did not verify it during the run.");
    } else {
      limits.add("The cluster: that owners verified it is the trainer's word.");
    }
    if (!bundle.run().manifest().auditable()) {
      limits.add("The run kept its last refreshed values only and cannot be audited in full.");
    }
    limits.add(
        "Metrics: " + bundle.model().manifest().metrics().size() + " stated, none recomputed.");
    limits.add("Shards: their bytes are with their owners; only their hashes are here.");
    limits.add("Code: rebuild the plan's commit and compare the jar's SHA-256.");
    limits.add("Grants: what other runs used of them; and lines cut off a ledger file's end.");
    limits.add("Who the wallets are: compare their addresses with ones you know.");
    return limits;
  }
}
