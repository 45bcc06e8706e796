package dev.lineal.owner.policy;

import java.util.Locale;

/**
 * The rules of an owner, beside those of grants ({@code dev.lineal.lineage.licence.GrantRule}).
 * Names are stable: transcripts and clients keep them. 403: this owner says no; 404: it knows no
 * such thing; 409: not now, or not again; 413 and 422: what was sent is not what it must be.
 */
public enum Rule {
  SESSION_FORMAT(422, "Send the plan, its hash and the trainer's signature."),
  PLAN_HASH(422, "Send the plan whose hash the trainer signed, byte for byte."),
  TRAINER_SIGNATURE(403, "Have the wallet that the plan names sign this very plan."),
  STUDY_KNOWN(404, "Ask an owner of that study."),
  RUN_KNOWN(404, "Open a session for the run first: POST /v1/sessions."),
  SESSION_TOKEN(401, "Open the run by its signed plan and send: Authorization: Bearer TOKEN."),
  SESSION_LAPSED(409, "Open the run again: POST /v1/sessions with the same signed plan."),
  PARAMETER_SET(422, "Plan with the study's parameter set."),
  SECURE_PARAMETERS(403, "Use a study at STUDY_13."),
  JOINT_KEY(422, "Plan with the study's present joint key."),
  TASK_SUPPORTED(
      422,
      "Plan a run as docs/protocol.md has it: sigmoids of degree 5 on [-12, 12], 9 on [-16, 16] or"
          + " 13 on [-24, 24]; evaluations by degree 5."),
  OWNERS_OF_KEY_SET(422, "Name one dataset of every owner of the key set, in their order."),
  MIN_OWNERS(403, "Run with more owners: with few, each learns the others' totals."),
  MIN_ROWS(403, "Run with datasets of more rows."),
  DATASET_PUBLISHED(403, "Plan the version that this owner lists under /v1/datasets."),
  PLANNED_ROUNDS(422, "Take the rounds, factors and constants from the protocol."),
  BOUND_BITS(422, "Plan at least the bound that the values of the round need."),
  MASK_ROOM(403, "Plan fewer iterations or rows, or renew the keys: study keys --renew."),
  STEP_BOUND(
      403,
      "Plan a step of at most 4 over the number of features (linear: 1 over it plus the penalty), or"
          + " show what a power iteration released."),
  CURVATURE_SHOWN(422, "Show a power iteration's own answers over the same datasets."),
  MOMENTUM_RANGE(403, "Plan the standard momentum sequence, between -1 and 0."),
  RELEASE_SUPPORTED(
      422,
      "Ask for the releases of the task: 'weights' with one scalar per feature,"
          + " 'mean-squared-margin', 'lambda-max', 'metrics', 'validation-loss'."),
  BATCH_SIZE(422, "Plan fewer blocks or features per request."),
  ANSWER_BUDGET(403, "Renew the study's keys: study keys --renew."),
  SCALAR_BUDGET(403, "Release fewer numbers, or renew the study's keys: study keys --renew."),
  BODY_SIZE(413, "Send requests as the plan cuts them."),
  REQUEST_FORMAT(422, "Send a refresh request as docs/formats.md describes it."),
  CANONICAL_RESIDUES(422, "Send residues below their primes."),
  SLICE_OF_PLAN(422, "Send exactly the items of this slice, as the plan cuts the round."),
  ROUND_ORDER(409, "Finish the rounds before this one first."),
  OPERANDS_AT_HAND(409, "Repeat round 2 of this slice, then this request."),
  ONE_DIGEST_PER_SLICE(409, "Repeat the first request; this slice answers no other."),
  CLUSTER_VERIFIED(403, "Nothing; the owner's evidence shows what failed. Plan a new run."),
  SHARDS_READ(503, "Wait: this owner reads the study's shards first. Ask again."),
  EVIDENCE_AT_HAND(409, "Send the evidence of that place first (docs/http.md)."),
  EVIDENCE_FORMAT(422, "Send evidence as docs/formats.md describes it."),
  EVIDENCE_SIGNED(422, "Send the other owners' answers with their signatures, unaltered."),
  EVIDENCE_WANTED(422, "Send no evidence: the session says that the cluster is trusted."),
  CHECKS_COVER(
      422,
      "Plan fewer blocks and features per request; evaluate only what these owners saw trained; or"
          + " have owners serve with --trust-cluster."),
  RELEASE_IN_PLAN(403, "Ask only for releases that the plan names."),
  RUN_FINISHED(409, "Finish the last planned iteration first."),
  TRANSCRIPT_HEAD(409, "Name the head that GET .../transcript shows, after the last answer."),
  ONE_MANIFEST_PER_RUN(409, "Use the manifest that this owner attested first.");

  private final int status;
  private final String action;

  Rule(int status, String action) {
    this.status = status;
    this.action = action;
  }

  /** The rule's name, such as {@code one-digest-per-slice}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status of a refusal by it. */
  public int status() {
    return status;
  }

  /** What to do when it is broken. */
  public String action() {
    return action;
  }
}
