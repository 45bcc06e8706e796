package dev.lineal.jobs.grants;

import dev.lineal.jobs.JobErrors;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.licence.ChainLicenceLedger;
import dev.lineal.lineage.licence.FileLedger;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.licence.GrantDecision;
import dev.lineal.lineage.licence.LicenceLedger;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.study.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a run's grants are; both empty where a command was not told, and leaves the check to the
 * owners.
 *
 * @param file of signed lines
 * @param chain with the market that sold them
 */
public record RunGrants(Optional<Path> file, Optional<LinealChain> chain) {
  /** Nobody said. */
  public static final RunGrants UNSAID = new RunGrants(Optional.empty(), Optional.empty());

  /** Where wallets' signatures count. */
  public SigningDomain domain() {
    return chain.map(on -> on.deployment().domain()).orElse(SigningDomain.OFFLINE);
  }

  /**
   * The grants.
   *
   * @throws dev.lineal.jobs.JobException where nobody said
   */
  public LicenceLedger ledger() {
    return chain
        .<LicenceLedger>map(ChainLicenceLedger::new)
        .or(() -> file.map(lines -> FileLedger.at(lines, SigningDomain.OFFLINE)))
        .orElseThrow(RunGrants::unsaid);
  }

  /** Grants of a licensee, the oldest first. */
  public List<Grant> of(Address licensee) {
    return chain
        .map(on -> new ChainLicenceLedger(on).grantsOf(licensee))
        .or(
            () ->
                file.map(
                    lines ->
                        FileLedger.at(lines, SigningDomain.OFFLINE).grants().stream()
                            .filter(grant -> grant.licensee().equals(licensee))
                            .toList()))
        .orElseThrow(RunGrants::unsaid);
  }

  /**
   * Refuses grants that are elsewhere than where the study's wallets sign.
   *
   * @throws dev.lineal.jobs.JobException saying which
   */
  public RunGrants requireOf(Study study) {
    if ((file.isPresent() || chain.isPresent()) && !domain().equals(study.domain())) {
      throw JobErrors.usage(
          "Study %s is of %s, but the grants named are of %s."
              .formatted(study.id(), place(study.domain()), place(domain())),
          "Give --chain FILE for a study on a chain, --ledger FILE for one without.");
    }
    return this;
  }

  private static String place(SigningDomain domain) {
    return domain
        .verifyingContract()
        .map(market -> "chain %d, market %s".formatted(domain.chainId(), market))
        .orElse("no chain");
  }

  /**
   * Refuses a run that is not open on the chain or that its grants do not cover; without a chain
   * the owners decide.
   *
   * @throws dev.lineal.jobs.JobException naming the first rule that is broken
   */
  public void requireOpened(RunPlan plan) {
    if (chain.isEmpty()) {
      return;
    }
    if (chain.get().licences().run(plan.trainer(), plan.sha256()).isEmpty()) {
      throw JobErrors.notGranted(
          "run-opened", "Run %s was not opened on the chain.".formatted(plan.sha256()));
    }
    for (GrantDecision decision : ledger().decide(plan, chain.get().node().now())) {
      requireGranted(decision);
    }
  }

  /** Refuses what a ledger refuses. */
  public static void requireGranted(GrantDecision decision) {
    if (decision instanceof GrantDecision.Refused refused) {
      throw JobErrors.notGranted(refused.rule().text(), refused.reason());
    }
  }

  /**
   * Refuses a dataset version that its owner did not put on the chain, with this manifest.
   *
   * @throws dev.lineal.jobs.JobException saying what is there
   */
  public void requireRegistered(DatasetManifest dataset) {
    chain.ifPresent(on -> requireRegistered(on, dataset));
  }

  private static void requireRegistered(LinealChain chain, DatasetManifest dataset) {
    boolean registered =
        chain
            .datasets()
            .find(dataset.owner(), dataset.contentRoot())
            .map(chain.datasets()::versions)
            .orElse(List.of())
            .stream()
            .anyMatch(
                version ->
                    version.contentRoot().equals(dataset.contentRoot())
                        && version.manifest().equals(dataset.sha256()));
    if (!registered) {
      throw JobErrors.notRegistered(
          dataset.contentRoot().toString(), dataset.owner().text(), chain.deployment().chainId());
    }
  }

  /** The file's lines, for others to check; empty where grants are on a chain. */
  public Optional<byte[]> lines() {
    try {
      return chain.isEmpty() && file.isPresent()
          ? Optional.of(Files.readAllBytes(file.get()))
          : Optional.empty();
    } catch (IOException e) {
      throw JobErrors.usage(
          "The grants' file %s cannot be read.".formatted(file.get()),
          "Name the file with which the plan was made.");
    }
  }

  private static RuntimeException unsaid() {
    return JobErrors.usage(
        "The grants of the run are needed.",
        "Give --ledger FILE, or --chain FILE where they are on a chain.");
  }
}
