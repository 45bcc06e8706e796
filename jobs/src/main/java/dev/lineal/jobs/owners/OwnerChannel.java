package dev.lineal.jobs.owners;

import dev.lineal.he.refresh.RefreshRequest;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** The way from a task to the owners: one request, byte-identical for all, one answer from each. */
public interface OwnerChannel extends Serializable {
  /** Number of owners. */
  int owners();

  /** Whether an owner checks the cluster and so wants the other owners' answers. */
  boolean wantsEvidence();

  /**
   * The answers in the owners' order. A repeated request gets the same bytes.
   *
   * @param before of an earlier request, for the owners that want it; lies outside the request
   * @param request the same bytes for all
   * @throws dev.lineal.jobs.JobException when an owner refuses, fails or stays away
   */
  List<OwnerAnswer> refresh(Optional<Evidence> before, RefreshRequest request);

  /**
   * Sends evidence alone, where no request of the same task follows.
   *
   * @throws dev.lineal.jobs.JobException when an owner refuses, fails or stays away
   */
  void tell(Evidence evidence);
}
