package dev.lineal.lineage.licence;

import java.util.Locale;

/** The rules that a run plan must keep, in the order in which they are checked. */
public enum GrantRule {
  /** The owner's dataset is in the plan. */
  OWNER_IN_PLAN("Ask an owner whose dataset the plan names."),
  /** The ledger has the grant that the plan names. */
  GRANT_KNOWN("Buy a licence for this dataset and name its grant in the plan."),
  /** The owner has not taken it back. */
  GRANT_NOT_REVOKED("Ask the owner why, and for a new grant."),
  /** It still counts. */
  GRANT_NOT_EXPIRED("Buy a new licence."),
  /** The grant is for the plan's study. */
  SAME_STUDY("Name the grant of this study."),
  /** The grant is by the dataset's owner. */
  SAME_OWNER("Name the grant of this dataset's owner."),
  /** The grant is for this version of the dataset, or for all. */
  SAME_CONTENT("Plan the version that the grant names, or ask for a grant for all versions."),
  /** The plan's trainer is the licensee. */
  SAME_LICENSEE("Sign the plan with the licensee's wallet."),
  /** The plan's purpose is the grant's, word for word. */
  SAME_PURPOSE("State the granted purpose, or buy a licence for this one."),
  /** The grant allows this kind of run. */
  TASK_ALLOWED("Buy a licence for this kind of run."),
  /** Iterations are left for the plan. */
  ITERATIONS_LEFT("Plan fewer iterations, or buy more."),
  /** Each release asked for is allowed by name. */
  RELEASES_ALLOWED("Ask only for what the grant lets you release."),
  /** Scalars are left for what the plan releases. */
  SCALARS_LEFT("Release fewer numbers, or buy more.");

  private final String action;

  GrantRule(String action) {
    this.action = action;
  }

  /** The rule's name in messages and documents, such as {@code grant-not-expired}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What to do when it is broken. */
  public String action() {
    return action;
  }
}
