package dev.lineal.market.training;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.read.IterationTimes;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import dev.lineal.market.airflow.AirflowClient;
import dev.lineal.market.airflow.DagRun;
import dev.lineal.market.airflow.TaskState;
import dev.lineal.market.training.TrainingException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Looks at runs. Anybody may ask: an answer is remembered for a second, and at most {@value
 * #AT_ONCE} questions go to the scheduler at a time.
 */
final class LiveRuns {
  private static final List<String> STEPS =
      List.of("write_plan", "check_grants", "ingest", "train", "publish", "verify", "evaluate");

  private static final int AT_ONCE = 4;
  private static final int REMEMBERED = 256;
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final long PATIENCE_S = 5;

  private final AirflowClient airflow;
  private final String dag;
  private final Optional<IterationTimes> times;
  private final Semaphore asking = new Semaphore(AT_ONCE);
  private final Map<Sha256, Seen> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Seen> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Seen(Instant at, Optional<LiveRun> run) {}

  LiveRuns(AirflowClient airflow, String dag, Optional<Path> store) {
    this.airflow = airflow;
    this.dag = dag;
    this.times = store.map(IterationTimes::new);
  }

  Optional<LiveRun> find(Sha256 id) {
    Optional<Seen> known = fresh(id);
    if (known.isPresent()) {
      return known.get().run();
    }
    Optional<LiveRun> run = asked(id);
    synchronized (seen) {
      seen.remove(id);
      seen.put(id, new Seen(Instant.now(), run));
    }
    return run;
  }

  private Optional<Seen> fresh(Sha256 id) {
    synchronized (seen) {
      return Optional.ofNullable(seen.get(id))
          .filter(one -> one.at().isAfter(Instant.now().minus(FRESH)));
    }
  }

  private Optional<LiveRun> asked(Sha256 id) {
    try {
      if (!asking.tryAcquire(PATIENCE_S, TimeUnit.SECONDS)) {
        throw new TrainingException(Reason.BUSY, "Many ask for trainings at this moment.");
      }
      try {
        return airflow.run(dag, id.toString()).flatMap(run -> of(id, run));
      } finally {
        asking.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException(Reason.BUSY, "The market is being stopped.");
    }
  }

  /** Empty where the run's parameters are not those of its id: nobody submitted it here. */
  private Optional<LiveRun> of(Sha256 id, DagRun run) {
    RunPlan plan;
    try {
      plan = RunPlan.parse(run.conf().path("plan").asText().getBytes(StandardCharsets.UTF_8));
    } catch (LineageException another) {
      return Optional.empty();
    }
    if (!plan.sha256().equals(id)) {
      return Optional.empty();
    }
    List<TaskState> tasks =
        airflow.tasks(dag, run.id()).stream()
            .sorted(Comparator.comparing(task -> STEPS.indexOf(task.task())))
            .toList();
    return Optional.of(new LiveRun(plan, run, tasks, iterations(id)));
  }

  /** Told by the training while it runs; a table that is not there yet has none. */
  private List<Iteration> iterations(Sha256 id) {
    return times.map(table -> table.byRun().getOrDefault(id, List.of())).orElse(List.of());
  }
}
