package dev.lineal.market.page;

import dev.lineal.lineage.Sha256;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.Sort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Addresses of pages. */
final class Link {
  private Link() {}

  static String to(Kind kind, Sha256 id) {
    return "/" + kind.plural() + "/" + id;
  }

  /** A list with one filter set anew, from its start; a null value takes it off. */
  static String list(Kind kind, ListQuery query, String name, String value) {
    Map<String, String> parameters = parameters(query);
    parameters.remove(name);
    if (value != null) {
      parameters.put(name, value);
    }
    return address("/" + kind.plural(), parameters);
  }

  static Map<String, String> parameters(ListQuery query) {
    Map<String, String> parameters = new TreeMap<>();
    if (!query.words().isEmpty()) {
      parameters.put("search", String.join(" ", query.words()));
    }
    query.owner().ifPresent(owner -> parameters.put("owner", owner));
    query.task().ifPresent(task -> parameters.put("task", task));
    query.licence().ifPresent(licence -> parameters.put("licence", licence));
    if (!query.sort().equals(Sort.DEFAULT)) {
      parameters.put("sort", query.sort().text());
    }
    return parameters;
  }

  private static String address(String path, Map<String, String> parameters) {
    return parameters.isEmpty()
        ? path
        : path
            + parameters.entrySet().stream()
                .map(
                    one ->
                        one.getKey()
                            + "="
                            + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
  }
}
