package dev.lineal.market.http;

import dev.lineal.lineage.Sha256;
import dev.lineal.market.index.Catalogue;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.json.Descendants;
import dev.lineal.market.json.ListJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The lists. */
final class ListRoutes {
  private final MarketIndex index;

  ListRoutes(MarketIndex index) {
    this.index = index;
  }

  void add(RoutesConfig routes) {
    for (Kind kind : Kind.values()) {
      routes.get("/v1/" + kind.plural(), context -> list(context, kind));
    }
    routes.get("/v1/datasets/{id}/models", this::modelsOf);
  }

  private void list(Context context, Kind kind) {
    ListQuery query = Queries.list(context);
    answer(context, index.snapshot(), kind, query);
  }

  private void modelsOf(Context context) {
    ListQuery query = Queries.list(context);
    Snapshot snapshot = index.snapshot();
    Sha256 dataset = Lookup.dataset(snapshot, Queries.id(context));
    ListQuery those = query.among(new TreeSet<>(Descendants.models(snapshot, dataset)));
    answer(context, snapshot, Kind.MODEL, those);
  }

  private void answer(Context context, Snapshot snapshot, Kind kind, ListQuery query) {
    Catalogue.Page page = snapshot.catalogue().page(kind, query);
    Optional<String> next =
        Optional.ofNullable(page.next()).map(cursor -> address(context, cursor.text()));
    next.ifPresent(at -> context.header("Link", "<" + at + ">; rel=\"next\""));
    Answers.current(context, ListJson.of(index, snapshot, kind, query, page, next));
  }

  /** This address with another cursor. */
  static String address(Context context, String cursor) {
    Map<String, List<String>> parameters = new TreeMap<>(context.queryParamMap());
    parameters.put("cursor", List.of(cursor));
    return context.path()
        + parameters.entrySet().stream()
            .map(one -> encode(one.getKey()) + "=" + encode(one.getValue().get(0)))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
