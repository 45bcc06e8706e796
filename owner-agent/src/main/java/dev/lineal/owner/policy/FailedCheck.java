package dev.lineal.owner.policy;

import java.util.Map;
import java.util.TreeMap;

/**
 * The cluster asked for something else than the agreed computation. Ends the run for this owner.
 * Holds public bytes only.
 */
public final class FailedCheck extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Place place;
  private final String identity;
  private final transient Map<String, byte[]> evidence;

  /**
   * @param identity short name of the equation that does not hold
   * @param detail which item, limb and position, for people
   * @param evidence public files that show it, by name
   */
  public FailedCheck(Place place, String identity, String detail, Map<String, byte[]> evidence) {
    super(detail, null, false, false);
    this.place = place;
    this.identity = identity;
    this.evidence = new TreeMap<>(evidence);
  }

  Place place() {
    return place;
  }

  /** Short name of the equation that does not hold. */
  public String identity() {
    return identity;
  }

  Map<String, byte[]> evidence() {
    return evidence;
  }
}
