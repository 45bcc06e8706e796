package dev.lineal.market.http;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.Sha256;
import dev.lineal.market.index.Catalogue;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.index.Verdict;
import dev.lineal.market.index.Verifier;
import dev.lineal.market.page.DatasetPage;
import dev.lineal.market.page.ListPage;
import dev.lineal.market.page.ModelPage;
import dev.lineal.market.page.RunPage;
import dev.lineal.market.page.TrainingPage;
import dev.lineal.market.training.LiveRun;
import dev.lineal.market.training.Trainings;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The page for people. No script runs in it, and the policy that it is sent with says so. */
final class PageRoutes {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final MarketIndex index;
  private final Verifier verifier;
  private final Optional<Trainings> trainings;

  PageRoutes(MarketIndex index, Verifier verifier, Optional<Trainings> trainings) {
    this.index = index;
    this.verifier = verifier;
    this.trainings = trainings;
  }

  /** Whether an address is people's rather than programs'. */
  static boolean isPage(String path) {
    return !path.startsWith("/v1/")
        && !List.of("/v1", "/healthz", "/readyz", "/metrics", "/openapi.json").contains(path);
  }

  static void html(Context context, String page) {
    context.header("Content-Security-Policy", POLICY);
    context.contentType("text/html; charset=utf-8").result(ItemRoutes.bytes(page));
  }

  void add(RoutesConfig routes) {
    routes.get("/", context -> list(context, Kind.MODEL));
    for (Kind kind : List.of(Kind.MODEL, Kind.DATASET, Kind.RUN)) {
      routes.get("/" + kind.plural(), context -> list(context, kind));
    }
    routes.get("/models/{id}", this::model);
    routes.get("/datasets/{id}", this::dataset);
    routes.get("/runs/{id}", this::run);
    asset(routes, "/style.css", "text/css");
    asset(routes, "/icon.svg", "image/svg+xml");
  }

  private static void asset(RoutesConfig routes, String name, String type) {
    byte[] bytes = resource("/page" + name);
    String tag = Sha256.hash(bytes).toString();
    routes.get(name, context -> Answers.tagged(context, tag, type, bytes));
  }

  private static byte[] resource(String name) {
    try (InputStream in = PageRoutes.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void list(Context context, Kind kind) {
    ListQuery query = Queries.list(context);
    Snapshot snapshot = index.snapshot();
    Catalogue.Page page = snapshot.catalogue().page(kind, query);
    Optional<String> next =
        Optional.ofNullable(page.next()).map(cursor -> ListRoutes.address(context, cursor.text()));
    show(context, new ListPage(index, snapshot, kind, query).of(page, next));
  }

  private void model(Context context) {
    Queries.allow(context, Set.of());
    Snapshot snapshot = index.snapshot();
    Sha256 id = Lookup.model(snapshot, Queries.id(context));
    show(context, new ModelPage(index, snapshot, id).of(verdict(id)));
  }

  private Optional<Verdict> verdict(Sha256 id) {
    try {
      return Optional.of(verifier.verdict(id));
    } catch (LineageException busy) {
      return Optional.empty();
    }
  }

  private void dataset(Context context) {
    Queries.allow(context, Set.of());
    Snapshot snapshot = index.snapshot();
    Sha256 id = Lookup.dataset(snapshot, Queries.id(context));
    show(context, new DatasetPage(index, snapshot, id).of());
  }

  private void run(Context context) {
    Queries.allow(context, Set.of());
    Sha256 id = Queries.id(context);
    Optional<LiveRun> live = RunRoutes.live(index, trainings, id);
    if (RunRoutes.onlyLive(index, id, live)) {
      show(context, TrainingPage.of(index, id, live.get()));
      return;
    }
    Snapshot snapshot = index.snapshot();
    show(context, new RunPage(index, snapshot, Lookup.run(snapshot, id)).of());
  }

  private static void show(Context context, String page) {
    context.header("Cache-Control", "no-cache");
    html(context, page);
  }
}
