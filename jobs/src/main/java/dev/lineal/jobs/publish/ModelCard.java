package dev.lineal.jobs.publish;

import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.ParentOption;
import dev.lineal.lineage.Require;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.chain.ModelTerms;
import dev.lineal.lineage.chain.Wallet;
import dev.lineal.lineage.contribution.BasisPoints;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.trainer.Passphrases;
import dev.lineal.lineage.verify.Bundle;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a trainer says of the model it publishes. */
public final class ModelCard {
  @Option(names = "--model", required = true, description = "Folder of the model to write.")
  private Path folder;

  @Option(names = "--name", description = "What people call it; the study's id unless given.")
  private String name;

  @Option(
      names = "--price-per-call-wei",
      defaultValue = "0",
      description = "On a chain: of a call; more than 0 needs grants for commercial use.")
  private BigInteger pricePerCallWei;

  @Option(
      names = "--derivative-share-bp",
      description =
          "On a chain: others may derive models from it, against so many basis points of what these"
              + " are paid.")
  private Integer derivativeShareBp;

  @Option(
      names = "--trainer-share-bp",
      defaultValue = "0",
      description =
          "On a chain: the trainer's part of payments, in basis points; owners share the rest.")
  private int trainerShareBp;

  @Option(
      names = "--validation",
      paramLabel = "CSV",
      description =
          "Rows of your own with a header, labels as in the study: metrics on them go into the"
              + " model's manifest.")
  private Path validation;

  @Option(
      names = "--gas-wallet",
      paramLabel = "KEYSTORE",
      description =
          "On a chain: the wallet that anchors; keep little in it. The trainer's own unless given.")
  private Path gasWallet;

  @Option(
      names = "--gas-passphrase-file",
      description =
          "First line is that wallet's passphrase; else LINEAL_PASSPHRASE, else a prompt.")
  private Path gasPassphraseFile;

  @Mixin private ParentOption parent;

  /** Rows on which the model is measured, where there are any. */
  Optional<Validation> validation(Study study) {
    return Optional.ofNullable(validation).map(csv -> new Validation(csv, study.schema().label()));
  }

  /** Who pays for anchoring, where it is not the trainer. */
  Optional<Wallet> gasWallet() {
    if (gasWallet == null) {
      return Optional.empty();
    }
    char[] passphrase = Passphrases.find(gasPassphraseFile, gasWallet);
    try {
      return Optional.of(Keystore.load(gasWallet, passphrase));
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /** The model that a plan starts from, as it is named here. */
  Optional<Bundle.Parent> parentOf(RunPlan plan) {
    return parent.of(plan);
  }

  /** Where the model is written. */
  public Path folder() {
    return folder;
  }

  /** What it is called. */
  String name(Study study) {
    try {
      return Require.name("name", Optional.ofNullable(name).orElse(study.id()));
    } catch (IllegalArgumentException e) {
      throw JobErrors.usage("The model's " + e.getMessage() + ".", "Give another --name.");
    }
  }

  /** Licence and price on chain. */
  ModelTerms terms() {
    return new ModelTerms(
        pricePerCallWei.signum() > 0,
        derivativeShareBp != null,
        derivativeShareBp == null ? 0 : derivativeShareBp,
        pricePerCallWei);
  }

  /** Basis points, 0 to 9,999. */
  int trainerShareBp() {
    if (trainerShareBp < 0 || trainerShareBp >= BasisPoints.WHOLE) {
      throw JobErrors.usage(
          "--trainer-share-bp is " + trainerShareBp + ".", "Give 0 to 9999 basis points.");
    }
    return trainerShareBp;
  }
}
