package dev.lineal.owner.ceremony;

import dev.lineal.lineage.report.ExitCode;
import dev.lineal.owner.home.OwnerException;
import java.net.URI;

/** Every error of this package that a user reads. */
final class CeremonyErrors {
  private static final String AGAIN =
      "Run lineal study keys again; if it stays, ask that owner, and if its part was exchanged on"
          + " the way, find out by whom.";

  private CeremonyErrors() {}

  /** A message of one owner that stops the ceremony here, until the right one comes. */
  static OwnerException message(String owner, int round, String reason) {
    return refused(
        "ceremony.message",
        "Owner %s, ceremony round %d: %s.".formatted(owner, round, reason),
        AGAIN);
  }

  /** One owner's contribution is such that this ceremony can never end. */
  static OwnerException contribution(String reason) {
    return refused(
        "ceremony.contribution",
        "The ceremony cannot go on: %s".formatted(reason),
        "Make a new study without that owner, or with its agent repaired.");
  }

  static OwnerException body(String reason) {
    return refused(
        "ceremony.body",
        "The request is no list of the owners' signed messages: %s.".formatted(reason),
        "Use lineal study keys of this version.");
  }

  static OwnerException outOfOrder(int round, int next) {
    return refused(
        "ceremony.order",
        "Round %d was asked for, but round %d comes next; no round is left out."
            .formatted(round, next),
        "Run lineal study keys, which starts at round 0; rounds done before are repeated as they"
            + " were.");
  }

  static OwnerException noSuchRound(int round, int last) {
    return refused(
        "ceremony.order",
        "The ceremony has the rounds 0 .. %d, not %d.".formatted(last, round),
        "Use lineal study keys of this version.");
  }

  static OwnerException notConfirmed(String study) {
    return refused(
        "ceremony.not_confirmed",
        "This owner has not agreed to the owners of the study '%s'.".formatted(study),
        "When all owners have joined, each runs once more: lineal owner join --study FILE.");
  }

  static OwnerException otherStudy(String study) {
    return refused(
        "ceremony.not_an_owner",
        "This owner's identity is not among those of the study '%s'.".formatted(study),
        "Join it first: lineal owner join --study FILE --url URL.");
  }

  static OwnerException tooFewOwners(String study, int owners, int least) {
    return refused(
        "study.min_owners",
        "The study '%s' has %d owners and needs %d; with fewer, totals would give an owner's own away."
            .formatted(study, owners, least),
        "Let more owners join.");
  }

  static OwnerException unsafeParameters(String name) {
    return refused(
        "study.insecure_parameters",
        "The parameter set %s protects nothing; it exists for tests.".formatted(name),
        "Use a study with STUDY_13.");
  }

  static OwnerException agreedToOther(String study) {
    return refused(
        "study.other",
        "This owner has agreed to another list of owners or other terms of the study '%s'."
            .formatted(study),
        "Keep to that file, or start a study with another id.");
  }

  static OwnerException restored(String study) {
    return refused(
        "ceremony.restored",
        "This owner has its share of the study '%s' from a backup, without the ceremony's rounds."
            .formatted(study),
        "The keys are there; that ceremony cannot be held again. Other keys: study keys --renew.");
  }

  static OwnerException renewalNotAgreed(String owner, String study, int keySet) {
    return refused(
        "renewal.not_agreed",
        "Owner %s has not agreed to make key set %d of the study '%s'."
            .formatted(owner, keySet, study),
        "Every owner runs: lineal owner join --study FILE --renew. Then run this again.");
  }

  static OwnerException renewalTooEarly(String study) {
    return refused(
        "renewal.too_early",
        "The first ceremony of the study '%s' is not over; there is nothing to renew."
            .formatted(study),
        "Run lineal study keys first.");
  }

  static OwnerException noRows(String study) {
    return refused(
        "moments.no_rows",
        "This owner has given no rows to the study '%s' yet.".formatted(study),
        "Run lineal owner join --study FILE --data ROWS on it, then lineal study keys again.");
  }

  static OwnerException momentsBegun(String study) {
    return refused(
        "moments.begun",
        "The moments of the study '%s' are being computed; its rows are fixed.".formatted(study),
        "Keep the rows, or start a new study.");
  }

  static OwnerException unusableColumn(String reason) {
    return refused(
        "moments.column",
        "The collective moments cannot be used: %s.".formatted(reason),
        "Make a new study whose schema leaves that column out or has bounds closer to its values.");
  }

  static OwnerException budget(int scalars, int budget) {
    return refused(
        "budget.released_scalars",
        "The moments would release %d scalars, but a key set may release %d in all (N/8)."
            .formatted(scalars, budget),
        "Use fewer columns or a larger parameter set.");
  }

  static OwnerException secondDigest() {
    return refused(
        "moments.second_digest",
        "Another total than the one already answered for this key set was to be decrypted.",
        "Nothing was answered. Start a new study; a key set decrypts one total for its moments.");
  }

  static OwnerException unreachable(String owner, URI url, Exception cause) {
    String why = cause.getMessage() == null ? "no connection" : cause.getMessage();
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "owner.unreachable",
        "Owner %s does not answer at %s (%s: %s)."
            .formatted(owner, url, cause.getClass().getSimpleName(), why),
        "Start its agent (lineal owner serve), then run this again; nothing done so far is lost.",
        cause);
  }

  /** Another agent's refusal, as it told it. */
  static OwnerException refusedBy(String owner, String rule, String detail) {
    return refused(rule, "The agent of owner %s refuses: %s".formatted(owner, detail), "");
  }

  static OwnerException broken(String owner, int status) {
    return new OwnerException(
        ExitCode.INFRASTRUCTURE,
        "owner.broken",
        "The agent of owner %s answered with HTTP status %d.".formatted(owner, status),
        "Look at that agent's log, then run this again; nothing done so far is lost.");
  }

  private static OwnerException refused(String rule, String problem, String action) {
    return new OwnerException(ExitCode.REFUSED, rule, problem, action);
  }
}
