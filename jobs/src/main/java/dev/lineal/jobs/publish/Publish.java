package dev.lineal.jobs.publish;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.jobs.owners.Patience;
import dev.lineal.jobs.owners.RunAccess;
import dev.lineal.jobs.owners.RunSessions;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.TrainingState;
import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.identity.SealingKeyPair;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.trainer.TrainerHome;
import dev.lineal.lineage.verify.AnchorProof;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleFiles;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The end of a finished run: every owner's sealed share of the weights, the model on raw features,
 * manifests that the owners attest and the trainer signs, and a bundle of them beside the model.
 * Where grants are on a chain, the manifests are anchored there and the model is registered. A
 * publication that was cut off can be repeated: it ends with the same model.
 *
 * @param run plan, owners, tables, grants
 * @param trainer opens what was sealed to the plan's key, and signs
 * @param card name, terms, and the folder of the model
 * @param parent that the plan starts from
 */
public record Publish(
    PlannedRun run,
    Study study,
    TrainerHome trainer,
    ModelCard card,
    Optional<Bundle.Parent> parent)
    implements Action<Published> {
  private static final String WEIGHTS = "weights";
  private static final String BUNDLE = "bundle.zip";

  /** With the parent that the card names, which must be the plan's. */
  public Publish(PlannedRun run, Study study, TrainerHome trainer, ModelCard card) {
    this(run, study, trainer, card, card.parentOf(run.plan()));
  }

  @Override
  public Published execute() {
    RunPlan plan = run.plan();
    run.grants().requireOf(study).ledger();
    SealingKeyPair licensee = trainer.sealing();
    if (!licensee.publicKey().equals(plan.licensee())) {
      throw PublishErrors.otherTrainer(plan.licensee(), licensee.publicKey());
    }
    TrainingState state = finished(plan);
    RunAccess access = run.open();
    List<byte[]> sealed = new RunSessions(run.owners()).release(access, WEIGHTS);
    Moments moments = new Catalogue(study, Patience.DEFAULT).moments();
    LinearModel released = ReleaseModel.sum(plan, open(sealed, plan), state.shares(), moments);
    LinearModel model =
        card.validation(study)
            .map(rows -> released.with(rows.of(released, run.spark(), plan.trainer())))
            .orElse(released);
    RunEvidence evidence = RunEvidence.collect(run, study, access, state);
    return publish(
        model,
        new Publication(run, study, moments, trainer, evidence, parent, losses(plan), model));
  }

  private Published publish(LinearModel model, Publication publication) {
    ModelManifest manifest = publication.record(card.name(study));
    BundleFiles bundle = publication.bundle(manifest, Optional.empty());
    new ModelFolder(card.folder()).write(model, run.spark());
    Path file = card.folder().resolve(BUNDLE);
    bundle.writeZip(file);
    Optional<ChainRecord> record = Optional.empty();
    if (run.grants().chain().isPresent()) {
      LinealChain chain = run.grants().chain().get();
      ChainWriter writer = chain.writer(trainer.wallet());
      ChainWriter payer = card.gasWallet().map(chain::writer).orElse(writer);
      AnchorProof proof = ChainRecord.anchor(chain, payer, manifest);
      publication.bundle(manifest, Optional.of(proof)).writeZip(file);
      record =
          Optional.of(
              ChainRecord.register(
                  chain,
                  writer,
                  new ChainRecord.Registered(manifest, parent.map(Bundle.Parent::manifest)),
                  proof,
                  card.terms(),
                  card.trainerShareBp()));
    }
    OpenLineageEvents.tell(run.plan(), publication.evidence().manifest(), manifest);
    return new Published(model, manifest, publication.losses(), card.folder(), file, record);
  }

  /** What the run measured, where its plan says so. */
  private Optional<Losses> losses(RunPlan plan) {
    if (plan.validation().isEmpty()) {
      return Optional.empty();
    }
    String id = plan.sha256().toString();
    List<BigInteger> released = new RunStore(run.spark(), run.store()).losses(id);
    if (released.size() != plan.solves()) {
      throw PublishErrors.lossesMissing(id, released.size(), plan.solves(), run.store());
    }
    return Optional.of(Losses.of(plan, released));
  }

  private TrainingState finished(RunPlan plan) {
    String id = plan.sha256().toString();
    int planned = plan.iterations();
    return new RunStore(run.spark(), run.store())
        .last(id)
        .filter(state -> state.iterations() == planned)
        .orElseThrow(() -> PublishErrors.notFinished(id, planned, run.store()));
  }

  private List<SealedShare> open(List<byte[]> sealed, RunPlan plan) {
    byte[] secret = trainer.sealing().revealSecret();
    try {
      return sealed.stream()
          .map(
              share ->
                  SealedShare.open(
                      share, secret, trainer.sealing().publicKey().bytes(), plan.sha256().bytes()))
          .toList();
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
