package dev.lineal.lineage.verify;

import java.util.List;
import java.util.Locale;

/** What is checked of a bundle, in order. A check whose grounds failed is not made. */
public enum Check {
  DOCUMENTS("Every document is there, of a known version and well formed, and nothing else is."),
  PLAN_SIGNATURE("The trainer's wallet signed this run plan, for this chain.", DOCUMENTS),
  TRAINER_IDENTITY("The trainer's wallet and identity key name each other.", PLAN_SIGNATURE),
  OWNER_IDENTITIES("Each owner's wallet and identity key name each other.", PLAN_SIGNATURE),
  DATASETS("The dataset manifests are those that the plan names.", OWNER_IDENTITIES),
  RUN_SIGNATURE("The trainer signed this run manifest.", TRAINER_IDENTITY),
  RUN_OF_PLAN("The run manifest is of this plan and contradicts it nowhere.", RUN_SIGNATURE),
  ATTESTATIONS(
      "Every owner attested this run manifest, naming the transcript that it saw.",
      RUN_OF_PLAN,
      OWNER_IDENTITIES),
  GRANTS("Every dataset's grant allowed this run when it started.", RUN_OF_PLAN),
  STEPS("The recorded steps have the run's Merkle root.", RUN_SIGNATURE),
  PLANNED_STEPS(
      "The recorded steps are those that the plan asks for, every one.", STEPS, RUN_OF_PLAN),
  TRANSCRIPTS(
      "Every owner's transcript answers exactly the recorded requests and releases what the manifest"
          + " says.",
      ATTESTATIONS,
      STEPS),
  MODEL_SIGNATURE("The trainer signed this model manifest.", TRAINER_IDENTITY),
  MODEL_OF_RUN(
      "The model manifest is of this run and plan and contradicts them nowhere.",
      MODEL_SIGNATURE,
      RUN_OF_PLAN),
  MODEL_FILES("The files are those of the model manifest, byte for byte.", MODEL_SIGNATURE),
  PREPARATION("Schema and moments are those that the model manifest names.", MODEL_SIGNATURE),
  DATASET_SCHEMA("Every dataset was encrypted under that schema.", PREPARATION, DATASETS),
  CONTRIBUTORS("The shares follow from rows or losses by the stated method.", MODEL_OF_RUN),
  PARENT("The parent's manifest is the one that the plan names.", MODEL_OF_RUN),
  STARTING_WEIGHTS(
      "The plan starts from the parent's released weights, on this study's columns.",
      PARENT,
      PREPARATION),
  ANCHOR_PROOF("The model manifest is under the root that was anchored.", MODEL_SIGNATURE),
  ANCHOR_ON_CHAIN("That root is on the chain.", ANCHOR_PROOF),
  MODEL_ON_CHAIN(
      "The chain's model of this trainer names this manifest, run and parent.", MODEL_OF_RUN);

  private final String proves;
  private final List<Check> grounds;

  Check(String proves, Check... grounds) {
    this.proves = proves;
    this.grounds = List.of(grounds);
  }

  /** Its name, such as {@code plan-signature}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is true where it holds. */
  public String proves() {
    return proves;
  }

  /** What must hold for it to mean anything. */
  List<Check> grounds() {
    return grounds;
  }
}
