package dev.lineal.lineage.verify;

import dev.lineal.lineage.verify.Finding.Status;
import java.util.List;
import java.util.Optional;

/**
 * What was found of a bundle.
 *
 * @param bundle that was read; empty where it could not be
 * @param findings one per check, in order
 * @param limits what no check here covers, in sentences
 */
public record Verification(Optional<Bundle> bundle, List<Finding> findings, List<String> limits) {
  public Verification {
    findings = List.copyOf(findings);
    limits = List.copyOf(limits);
  }

  /** Whether no check failed. */
  public boolean holds() {
    return failed().isEmpty();
  }

  /** The checks that failed. */
  public List<Finding> failed() {
    return findings.stream().filter(finding -> finding.status() == Status.FAILED).toList();
  }
}
