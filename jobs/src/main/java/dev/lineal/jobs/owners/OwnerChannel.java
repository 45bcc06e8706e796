package dev.lineal.jobs.owners;

import java.io.Serializable;
import java.util.List;

/** The way from a task to the owners: one request, byte-identical for all, one answer from each. */
public interface OwnerChannel extends Serializable {
  /** Number of owners. */
  int owners();

  /**
   * The answers in the owners' order. A repeated request gets the same bytes.
   *
   * @param request bytes of a {@code RefreshRequest}; not changed meanwhile
   * @throws dev.lineal.jobs.JobException when an owner refuses, fails or stays away
   */
  List<OwnerAnswer> refresh(byte[] request);
}
