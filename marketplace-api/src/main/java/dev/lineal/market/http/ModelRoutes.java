package dev.lineal.market.http;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.verify.BundleFiles;
import dev.lineal.market.index.BundleShelf;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.index.Verifier;
import dev.lineal.market.json.ContributorsJson;
import dev.lineal.market.json.LineageJson;
import dev.lineal.market.json.ModelJson;
import dev.lineal.market.json.Neighbourhood;
import dev.lineal.market.json.VerificationJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;

/** Single models. */
final class ModelRoutes {
  private static final int DEFAULT_DEPTH = 20;
  private static final int MAX_DEPTH = 100;

  private final MarketIndex index;
  private final Verifier verifier;

  ModelRoutes(MarketIndex index, Verifier verifier) {
    this.index = index;
    this.verifier = verifier;
  }

  void add(RoutesConfig routes) {
    routes.get("/v1/models/{id}", this::item);
    routes.get("/v1/models/{id}/card", this::card);
    routes.get("/v1/models/{id}/manifest", this::manifest);
    routes.get("/v1/models/{id}/lineage", this::lineage);
    routes.get("/v1/models/{id}/contributors", this::contributors);
    routes.get("/v1/models/{id}/verification", this::verification);
    routes.get("/v1/models/{id}/bundle", this::bundle);
  }

  private Sha256 known(Context context, Snapshot snapshot) {
    Queries.allow(context, Set.of());
    return Lookup.model(snapshot, Queries.id(context));
  }

  private void item(Context context) {
    Snapshot snapshot = index.snapshot();
    Sha256 id = known(context, snapshot);
    ModelManifest manifest = snapshot.stock().models().get(id);
    Answers.fixed(context, id, ItemRoutes.bytes(ModelJson.item(id, manifest).toString()));
  }

  private void card(Context context) {
    Snapshot snapshot = index.snapshot();
    Sha256 id = known(context, snapshot);
    Answers.current(context, ModelJson.card(index, snapshot, id, verifier.remembered(id)));
  }

  private void manifest(Context context) {
    Snapshot snapshot = index.snapshot();
    Sha256 id = known(context, snapshot);
    Answers.fixed(context, id, snapshot.stock().models().get(id).canonicalBytes());
  }

  private void lineage(Context context) {
    Queries.allow(context, Set.of("depth", "direction"));
    int depth = Queries.number(context, "depth", DEFAULT_DEPTH, 0, MAX_DEPTH);
    Neighbourhood.Way way = way(Queries.text(context, "direction").orElse("up"));
    Snapshot snapshot = index.snapshot();
    Sha256 id = Lookup.model(snapshot, Queries.id(context));
    Neighbourhood around = Neighbourhood.of(snapshot.stock().graph(), id, way, depth);
    Answers.current(context, LineageJson.of(around, depth));
  }

  private static Neighbourhood.Way way(String text) {
    for (Neighbourhood.Way way : Neighbourhood.Way.values()) {
      if (way.name().toLowerCase(Locale.ROOT).equals(text)) {
        return way;
      }
    }
    throw ProblemException.badQuery("direction", "must be up, down or both");
  }

  private void contributors(Context context) {
    Snapshot snapshot = index.snapshot();
    Sha256 id = known(context, snapshot);
    Answers.current(context, ContributorsJson.of(snapshot, id));
  }

  private void verification(Context context) {
    Sha256 id = known(context, index.snapshot());
    Answers.current(context, VerificationJson.of(id, verifier.verdict(id)));
  }

  private void bundle(Context context) throws IOException {
    Sha256 id = known(context, index.snapshot());
    BundleShelf.Found found =
        index.bundles().find(id).orElseThrow(() -> ProblemException.noBundle(id.toString()));
    if (Answers.isKnown(context, id + "-" + Long.toHexString(found.changed().toMillis()))) {
      return;
    }
    context.contentType("application/zip");
    context.header("Content-Disposition", "attachment; filename=\"" + id + ".zip\"");
    if (Files.isDirectory(found.path())) {
      BundleFiles.read(found.path()).writeZip(context.outputStream());
    } else {
      context.result(Files.newInputStream(found.path()));
    }
  }
}
