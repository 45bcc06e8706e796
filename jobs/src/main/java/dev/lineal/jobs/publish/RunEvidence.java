package dev.lineal.jobs.publish;

import dev.lineal.jobs.ingest.ColumnStore;
import dev.lineal.jobs.owners.RunAccess;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.TrainingState;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.attest.RunAttestation;
import dev.lineal.lineage.identity.IdentityKey;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.iteration.IterationTree;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.ClusterCheck;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.OwnerPart;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyOwner;
import dev.lineal.lineage.verify.OwnerProof;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a finished run leaves for others to check: its manifest, its steps, and every owner's word.
 *
 * @param manifest of the run, a function of plan, steps, state and transcripts alone
 * @param steps in order
 * @param owners attestations and transcripts, in the plan's order
 */
record RunEvidence(RunManifest manifest, List<StepRecord> steps, List<OwnerProof> owners) {
  /** Makes the manifest after the releases, and has every owner attest it. */
  static RunEvidence collect(PlannedRun run, Study study, RunAccess access, TrainingState state) {
    RunPlan plan = run.plan();
    List<RunTranscript> transcripts =
        run.owners().stream()
            .map(owner -> RunTranscript.of(owner, run.patience(), plan.sha256()))
            .toList();
    List<StepRecord> steps = new RunStore(run.spark(), run.store()).steps(plan.sha256().toString());
    RunManifest manifest = manifest(plan, access, state, steps, transcripts);
    List<StudyOwner> members = members(plan, study);
    List<IdentityKey> keys = members.stream().map(StudyOwner::identityKey).toList();
    List<Envelope> attested =
        new RunSessions(run.owners())
            .attest(
                access,
                manifest.sha256(),
                keys,
                transcripts.stream().map(RunTranscript::head).toList());
    List<DatasetManifest> datasets = datasets(run);
    List<OwnerProof> owners =
        IntStream.range(0, members.size())
            .mapToObj(
                i -> {
                  attested.get(i).check(RunAttestation.TYPE, keys.get(i));
                  WalletBinding binding = members.get(i).binding();
                  return new OwnerProof(
                      binding, datasets.get(i), attested.get(i), transcripts.get(i).lines());
                })
            .toList();
    return new RunEvidence(manifest, steps, owners);
  }

  private static RunManifest manifest(
      RunPlan plan,
      RunAccess access,
      TrainingState state,
      List<StepRecord> steps,
      List<RunTranscript> transcripts) {
    IterationTree tree = IterationTree.of(steps);
    Instant started =
        transcripts.stream().map(RunTranscript::first).min(Instant::compareTo).orElseThrow();
    Instant finished =
        transcripts.stream().map(RunTranscript::last).max(Instant::compareTo).orElseThrow();
    List<OwnerPart> parts =
        IntStream.range(0, transcripts.size())
            .mapToObj(i -> transcripts.get(i).part(plan.datasets().get(i).owner(), plan))
            .toList();
    return new RunManifest(
        plan.sha256(),
        plan.trainer(),
        access.verified() ? ClusterCheck.OWNERS : ClusterCheck.NOT_VERIFIED,
        plan.keepRefreshed(),
        state.iterations(),
        tree.root(),
        tree.leaves(),
        state.sha256(),
        parts,
        started,
        finished);
  }

  /** The study's owners in the order of the plan's datasets. */
  private static List<StudyOwner> members(RunPlan plan, Study study) {
    return plan.datasets().stream()
        .map(PlannedDataset::owner)
        .map(
            wallet ->
                study.owners().stream()
                    .filter(owner -> owner.wallet().equals(wallet))
                    .findFirst()
                    .orElseThrow(() -> PublishErrors.notInStudy(wallet, study.id())))
        .toList();
  }

  private static List<DatasetManifest> datasets(PlannedRun run) {
    ColumnStore columns = new ColumnStore(run.spark(), run.store());
    return run.plan().datasets().stream()
        .map(
            dataset ->
                columns
                    .find(dataset.contentRoot())
                    .orElseThrow(
                        () -> PublishErrors.notIngested(dataset.contentRoot(), run.store())))
        .toList();
  }
}
