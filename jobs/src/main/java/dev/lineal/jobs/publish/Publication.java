package dev.lineal.jobs.publish;

import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.identity.IdentityKeyPair;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelFile;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.model.ModelName;
import dev.lineal.lineage.model.ModelSources;
import dev.lineal.lineage.model.ReleasedModel;
import dev.lineal.lineage.store.LineageStore;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.trainer.TrainerHome;
import dev.lineal.lineage.verify.AnchorProof;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.lineage.verify.BundleFormat;
import dev.lineal.lineage.verify.BundleVerifier;
import dev.lineal.lineage.verify.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model's manifest and everything that proves it, signed by the trainer.
 *
 * @param run plan, owners, tables, grants
 * @param study of the owners
 * @param moments with which they standardised
 * @param trainer whose identity signs
 * @param evidence of the run
 * @param parent that the plan starts from
 * @param losses where the plan measures contributions
 * @param exported the model
 */
record Publication(
    PlannedRun run,
    Study study,
    Moments moments,
    TrainerHome trainer,
    RunEvidence evidence,
    Optional<Bundle.Parent> parent,
    Optional<Losses> losses,
    LinearModel exported) {
  /** Writes the run into the lineage tables, and the model: the one that is there, or a new one. */
  ModelManifest record(String name) {
    LineageStore store = new LineageStore(run.spark(), run.store() + "/lineage");
    evidence.owners().forEach(owner -> store.append(owner.dataset()));
    store.append(run.plan());
    store.append(evidence.manifest(), evidence.steps());
    ModelManifest model =
        store
            .modelOf(run.plan().sha256())
            .orElseGet(() -> manifest(new ModelName(name, store.nextVersion(name)), Instant.now()));
    store.append(model);
    return model;
  }

  private ModelManifest manifest(ModelName name, Instant now) {
    RunPlan plan = run.plan();
    Instant seconds = now.truncatedTo(ChronoUnit.SECONDS);
    Instant finished = evidence.manifest().finished();
    return new ModelManifest(
        name,
        plan.training().task(),
        plan.trainer(),
        plan.study(),
        plan.purpose(),
        List.of(ModelFile.of(ReleasedModel.FILE, bytes())),
        new ModelSources(
            plan.sha256(),
            evidence.manifest().sha256(),
            study.schema().sha256(),
            moments.sha256(),
            plan.parentModel()),
        losses
            .map(measured -> Contributors.byLosses(plan, measured))
            .orElseGet(() -> Contributors.byRows(plan)),
        exported.metrics(),
        // Owners' clocks may be ahead; a model is never published before its run is finished.
        seconds.isBefore(finished) ? finished : seconds);
  }

  /**
   * The bundle that {@code lineal verify} reads, verified here as far as that goes without a chain.
   *
   * @throws dev.lineal.jobs.JobException where a check fails: then nothing may be published
   */
  BundleFiles bundle(ModelManifest model, Optional<AnchorProof> anchor) {
    IdentityKeyPair identity = trainer.identity();
    byte[] signedRun = evidence.manifest().canonicalBytes();
    BundleFiles files =
        BundleFormat.write(
            new Bundle(
                study.domain(),
                run.signed(),
                trainer.binding(study.domain()),
                new Bundle.Signed<>(
                    evidence.manifest(), Envelope.sign(Envelope.IN_TOTO, signedRun, identity)),
                new Bundle.Signed<>(
                    model, Envelope.sign(Envelope.IN_TOTO, model.canonicalBytes(), identity)),
                evidence.owners(),
                study.schema(),
                moments,
                run.grants().lines(),
                evidence.steps(),
                losses,
                anchor,
                parent,
                Map.of(ReleasedModel.FILE, bytes())));
    Verification found = BundleVerifier.offline(files);
    if (!found.holds()) {
      throw PublishErrors.notVerified(
          found.failed().stream()
              .map(finding -> finding.check().text() + ": " + finding.reason())
              .collect(Collectors.joining("; ")));
    }
    return files;
  }

  private byte[] bytes() {
    return exported.toJson().getBytes(StandardCharsets.UTF_8);
  }
}
