package dev.lineal.owner.policy;

import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.licence.GrantUse;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the runs in a key set's transcript hold, read beside an agent that may be serving it. */
final class OpenedRuns {
  private final HostedStudy hosted;
  private final Map<RunPlan, Lease> leases = new LinkedHashMap<>();
  private final Map<Sha256, RunPlan> plans = new LinkedHashMap<>();

  private OpenedRuns(HostedStudy hosted) {
    this.hosted = hosted;
  }

  /**
   * Reads a transcript; runs that would lapse if one were opened now count as lapsed.
   *
   * @param directory of the key set
   * @param self is left out
   */
  static OpenedRuns read(HostedStudy hosted, Path directory, Sha256 self) {
    OpenedRuns runs = new OpenedRuns(hosted);
    Path file = directory.resolve("transcript");
    if (Files.exists(file)) {
      try {
        new TranscriptLines(file, TranscriptSummary.Chain.WHOLE)
            .read(Files.size(file), (hash, entry) -> runs.add(directory, entry));
      } catch (IOException e) {
        throw LineageErrors.fileUnavailable(file, e);
      }
    }
    Optional.ofNullable(runs.plans.get(self)).ifPresent(runs.leases::remove);
    Instant now = hosted.clock().instant();
    runs.leases.values().stream().filter(lease -> lease.idle(now)).forEach(Lease::lapse);
    return runs;
  }

  private void add(Path directory, Entry entry) {
    Optional<Lease> lease = entry.what().run().map(plans::get).map(leases::get);
    switch (entry.what().event()) {
      case SESSION ->
          lease.ifPresentOrElse(
              known -> known.reopen(entry.at()),
              () -> opened(directory, entry.what().run().orElseThrow(), entry.at()));
      case ANSWER ->
          lease
              .orElseThrow()
              .answered(entry.what().place().orElseThrow(), entry.answers(), entry.at());
      case LAPSE -> lease.orElseThrow().lapse();
      default -> {}
    }
  }

  private void opened(Path directory, Sha256 run, Instant at) {
    RunPlan plan = StudySessions.plan(directory, run);
    KeySet keys = hosted.keys();
    plans.put(run, plan);
    leases.put(plan, new Lease(plan, Budget.of(plan, keys.parameters(), keys.owners().size()), at));
  }

  /** Of the key set's budgets. */
  Budget.Use use() {
    return leases.values().stream().map(Lease::use).reduce(Budget.Use.NONE, Budget.Use::plus);
  }

  /** Of the grant that a plan names for this owner. */
  GrantUse grantUse(RunPlan plan) {
    return leases.entrySet().stream()
        .filter(run -> grant(plan).isPresent() && grant(run.getKey()).equals(grant(plan)))
        .map(run -> run.getValue().grantUse())
        .reduce(GrantUse.NONE, StudySessions::sum);
  }

  private Optional<Sha256> grant(RunPlan plan) {
    return plan.datasets().stream()
        .filter(dataset -> dataset.owner().equals(hosted.keys().wallet()))
        .map(PlannedDataset::grant)
        .findFirst();
  }
}
