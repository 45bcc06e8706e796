package dev.lineal.owner.ceremony;

import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyDraft;
import dev.lineal.lineage.study.StudyOwner;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.StudyHome;
import java.net.URI;
import java.util.Arrays;

/**
 * An owner's way into a study: it enters, and when all have, it agrees to exactly these owners. The
 * second step is its own: whoever drives the ceremony cannot put other owners in their place.
 */
public final class Membership {
  private Membership() {}

  /** Whether this owner's entry is in the file. */
  public static boolean isIn(StudyDraft draft, OwnerHome owner) {
    return draft.owners().stream()
        .anyMatch(entry -> entry.identityKey().equals(owner.binding().identityKey()));
  }

  /** A draft without a chain, with this owner behind the others. */
  public static StudyDraft enter(StudyDraft draft, OwnerHome owner, String name, URI url) {
    return enter(draft, owner.binding(), name, url);
  }

  /**
   * The draft with an owner behind the others.
   *
   * @param binding of wallet and identity, for the draft's chain
   */
  public static StudyDraft enter(StudyDraft draft, WalletBinding binding, String name, URI url) {
    if (name == null || url == null) {
      throw new OwnerException(
          ExitCode.USAGE,
          "join.entry",
          "An owner enters a study with a name and the URL of its agent.",
          "Give --name NAME and --url URL.");
    }
    return draft.with(new StudyOwner(name, url, binding));
  }

  /**
   * Fixes the study with all its owners in this owner's home.
   *
   * @throws OwnerException when there are too few owners, or this owner has agreed to others before
   */
  public static void agree(StudyDraft draft, OwnerHome owner, Rosters rosters) {
    if (draft.owners().size() < draft.minOwners()) {
      throw CeremonyErrors.tooFewOwners(draft.id(), draft.owners().size(), draft.minOwners());
    }
    Study study = draft.study();
    study.checkBindings();
    requireOwnEntry(draft, owner);
    rosters.of(study);
    StudyHome home = owner.study(study.id());
    if (home.confirmed()) {
      if (!Arrays.equals(home.study().canonicalBytes(), study.canonicalBytes())) {
        throw CeremonyErrors.agreedToOther(study.id());
      }
      return;
    }
    home.confirm(study);
  }

  /**
   * Agrees to make the study's next key set, with the owners agreed to before.
   *
   * @return its number
   * @throws OwnerException when the first ceremony is not over, or the file is another study's
   */
  public static int agreeToRenewal(StudyDraft draft, OwnerHome owner) {
    StudyHome home = owner.study(draft.id());
    if (!home.confirmed()) {
      throw CeremonyErrors.notConfirmed(draft.id());
    }
    if (!Arrays.equals(home.study().canonicalBytes(), draft.study().canonicalBytes())) {
      throw CeremonyErrors.agreedToOther(draft.id());
    }
    if (!home.hasKeys() || !home.hasMoments()) {
      throw CeremonyErrors.renewalTooEarly(draft.id());
    }
    return home.agreeToRenewal();
  }

  private static void requireOwnEntry(StudyDraft draft, OwnerHome owner) {
    WalletBinding own = owner.binding();
    if (draft.owners().stream()
        .noneMatch(
            entry ->
                entry.wallet().equals(own.wallet())
                    && entry.identityKey().equals(own.identityKey()))) {
      throw CeremonyErrors.otherStudy(draft.id());
    }
  }
}
