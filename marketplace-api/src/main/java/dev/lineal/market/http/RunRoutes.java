package dev.lineal.market.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.market.airflow.AirflowException;
import dev.lineal.market.airflow.DagRun;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.json.RunJson;
import dev.lineal.market.training.LiveRun;
import dev.lineal.market.training.Trainings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/**
 * Runs: what tables and scheduler know of one. Where a scheduler is named, trainers start runs here
 * and stop them.
 */
final class RunRoutes {
  private static final String BEARER = "Bearer ";

  private final MarketIndex index;
  private final Optional<Trainings> trainings;

  RunRoutes(MarketIndex index, Optional<Trainings> trainings) {
    this.index = index;
    this.trainings = trainings;
  }

  void add(RoutesConfig routes) {
    routes.get("/v1/runs/{id}", this::run);
    trainings.ifPresent(
        here -> {
          routes.post("/v1/runs", context -> submit(context, here));
          routes.delete("/v1/runs/{id}", context -> cancel(context, here));
          RunProblems.add(routes);
        });
  }

  private void submit(Context context, Trainings here) {
    Queries.allow(context, Set.of());
    String type = String.valueOf(context.contentType()).split(";")[0].strip();
    if (!type.equals("application/json")) {
      throw RunProblems.notJson(type);
    }
    Trainings.Accepted accepted = here.submit(context.bodyAsBytes());
    context.status(202).header("Location", "/v1/runs/" + accepted.id());
    ObjectNode json = state(accepted.id(), accepted.run()).put("token", accepted.token());
    context.header("Cache-Control", "no-store").contentType("application/json");
    context.result(ItemRoutes.bytes(json.toString()));
  }

  private void cancel(Context context, Trainings here) {
    Queries.allow(context, Set.of());
    Sha256 id = Queries.id(context);
    String given = String.valueOf(context.header("Authorization"));
    if (!given.startsWith(BEARER)) {
      throw RunProblems.noToken();
    }
    Answers.current(context, state(id, here.cancel(id, given.substring(BEARER.length()))));
  }

  private static ObjectNode state(Sha256 id, DagRun run) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id.toString())
        .put("kind", "run")
        .put("state", run.state().text());
  }

  private void run(Context context) {
    Queries.allow(context, Set.of());
    Sha256 id = Queries.id(context);
    Optional<LiveRun> live = live(index, trainings, id);
    if (onlyLive(index, id, live)) {
      Answers.current(context, RunJson.submitted(id, live.get()));
      return;
    }
    Snapshot snapshot = index.snapshot();
    Lookup.run(snapshot, id);
    ObjectNode json = RunJson.item(snapshot, id, live);
    if (trainings.isPresent()) {
      Answers.current(context, json);
    } else {
      Sha256 digest = snapshot.stock().runDigest(id).orElse(id);
      Answers.fixed(context, digest, ItemRoutes.bytes(json.toString()));
    }
  }

  /** What the scheduler knows; a table's run is shown without it while the scheduler is silent. */
  static Optional<LiveRun> live(MarketIndex index, Optional<Trainings> trainings, Sha256 id) {
    try {
      return trainings.flatMap(here -> here.find(id));
    } catch (AirflowException silent) {
      if (inTables(index, id)) {
        return Optional.empty();
      }
      throw silent;
    }
  }

  private static boolean inTables(MarketIndex index, Sha256 id) {
    return index.ready() && index.snapshot().stock().plans().containsKey(id);
  }

  /** Whether a run is known to the scheduler and to no table. */
  static boolean onlyLive(MarketIndex index, Sha256 id, Optional<LiveRun> live) {
    return live.isPresent() && !inTables(index, id);
  }
}
