package dev.lineal.market.http;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.json.DatasetJson;
import dev.lineal.market.json.GrantJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Single datasets and grants. */
final class ItemRoutes {
  private final MarketIndex index;

  ItemRoutes(MarketIndex index) {
    this.index = index;
  }

  void add(RoutesConfig routes) {
    routes.get("/v1/datasets/{id}", this::dataset);
    routes.get("/v1/datasets/{id}/card", this::datasetCard);
    routes.get("/v1/datasets/{id}/manifest", this::datasetManifest);
    routes.get("/v1/grants/{id}", this::grant);
  }

  private void dataset(Context context) {
    Sha256 id = known(context);
    byte[] json = bytes(DatasetJson.item(id, manifest(id)).toString());
    Answers.fixed(context, id, json);
  }

  private void datasetCard(Context context) {
    Sha256 id = known(context);
    Answers.current(context, DatasetJson.card(index, index.snapshot(), id));
  }

  private void datasetManifest(Context context) {
    Sha256 id = known(context);
    Answers.fixed(context, id, manifest(id).canonicalBytes());
  }

  private Sha256 known(Context context) {
    Queries.allow(context, Set.of());
    return Lookup.dataset(index.snapshot(), Queries.id(context));
  }

  private DatasetManifest manifest(Sha256 id) {
    return index.snapshot().stock().datasets().get(id);
  }

  private void grant(Context context) {
    Queries.allow(context, Set.of());
    Snapshot snapshot = index.snapshot();
    Sha256 id = Lookup.grant(snapshot, Queries.id(context));
    Answers.current(context, GrantJson.item(snapshot.grants().get(id)));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
