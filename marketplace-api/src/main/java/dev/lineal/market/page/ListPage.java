package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.read.LineageTables.Broken;
import dev.lineal.market.index.Catalogue;
import dev.lineal.market.index.Entry;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.LicenceTags;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.index.Sort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list with a search and its facets. */
public final class ListPage {
  private final MarketIndex index;
  private final Snapshot snapshot;
  private final Kind kind;
  private final ListQuery query;

  public ListPage(MarketIndex index, Snapshot snapshot, Kind kind, ListQuery query) {
    this.index = index;
    this.snapshot = snapshot;
    this.kind = kind;
    this.query = query;
  }

  /** The page. */
  public String of(Catalogue.Page page, Optional<String> next) {
    String plural = kind.plural();
    String title = plural.substring(0, 1).toUpperCase() + plural.substring(1);
    List<Html> cards = page.entries().stream().map(this::card).toList();
    Html results =
        el(
            "section",
            at("aria-label", "Results"),
            el("p", at("class", "muted"), Show.count(page.facets().total()) + " found"),
            cards.isEmpty()
                ? el(
                    "p",
                    at("class", "panel"),
                    "Nothing matches. Take a filter off, or search for less.")
                : el("ul", at("class", "cards"), cards),
            next.map(at -> el("p", el("a", at("rel", "next"), at("href", at), "Next page")))
                .orElse(Html.NONE),
            broken());
    Html body =
        Html.all(
            Layout.staleness(index),
            el("h1", title),
            el("p", at("class", "lead"), lead()),
            form(),
            el("div", at("class", "split"), facets(page), results));
    return Layout.page(title, Optional.of(kind), body, Layout.foot(index));
  }

  private String lead() {
    return switch (kind) {
      case MODEL ->
          "Trained on data that nobody but its owner has seen; each with its line of descent.";
      case DATASET -> "Encrypted at their owners'. A licence says what may be learned from them.";
      case RUN -> "Trainings, planned and finished, with who took part and what was released.";
      case GRANT -> "Licences that were bought or given.";
    };
  }

  private Html form() {
    List<Html> hidden = new ArrayList<>();
    Link.parameters(query)
        .forEach(
            (name, value) -> {
              if (!name.equals("search") && !name.equals("sort")) {
                hidden.add(el("input", at("type", "hidden"), at("name", name), at("value", value)));
              }
            });
    return el(
        "form",
        at("class", "search"),
        at("role", "search"),
        at("action", "/" + kind.plural()),
        hidden,
        el("label", at("class", "grow"), el("span", "Search"), searchField()),
        el("label", el("span", "Order"), el("select", at("name", "sort"), orders())),
        el("button", at("type", "submit"), "Search"));
  }

  private Html searchField() {
    return el(
        "input",
        at("type", "search"),
        at("name", "search"),
        at("maxlength", 200),
        at("value", String.join(" ", query.words())));
  }

  private List<Html> orders() {
    Map<String, String> names = new java.util.LinkedHashMap<>(Map.of("-created", "newest first"));
    names.put("created", "oldest first");
    names.put("name", "by name");
    names.put("-rows", "most rows first");
    List<Html> options = new ArrayList<>();
    names.forEach(
        (value, name) ->
            options.add(
                query.sort().equals(Sort.parse(value).orElseThrow())
                    ? el("option", at("value", value), at("selected", ""), name)
                    : el("option", at("value", value), name)));
    return options;
  }

  private Html facets(Catalogue.Page page) {
    return el(
        "nav",
        at("class", "facets"),
        at("aria-label", "Filters"),
        facet("Task", "task", query.task(), page.facets().tasks(), page.facets().tasks().keySet()),
        kind == Kind.RUN
            ? Html.NONE
            : facet(
                "Licence", "licence", query.licence(), page.facets().licences(), LicenceTags.ALL),
        query
            .owner()
            .map(
                owner ->
                    el(
                        "p",
                        "Of ",
                        Show.address(owner),
                        " ",
                        Show.link(Link.list(kind, query, "owner", null), "all owners")))
            .orElse(Html.NONE));
  }

  private Html facet(
      String title,
      String name,
      Optional<String> chosen,
      Map<String, Integer> counts,
      Collection<String> order) {
    List<Html> choices = new ArrayList<>();
    if (chosen.isPresent()) {
      choices.add(el("li", Show.link(Link.list(kind, query, name, null), "any")));
    }
    for (String value : order) {
      if (counts.containsKey(value)) {
        String text = value + " (" + Show.count(counts.get(value)) + ")";
        String address = Link.list(kind, query, name, value);
        choices.add(
            chosen.equals(Optional.of(value))
                ? el("li", el("a", at("href", address), at("aria-current", "true"), text))
                : el("li", Show.link(address, text)));
      }
    }
    return choices.isEmpty() ? Html.NONE : Html.all(el("h2", title), el("ul", choices));
  }

  private Html card(Entry entry) {
    return el("li", Cards.of(snapshot, kind, entry));
  }

  private Html broken() {
    List<Html> rows = new ArrayList<>();
    for (Broken row : snapshot.stock().broken()) {
      if (row.kind().equals(kind.text()) || kind == Kind.MODEL) {
        rows.add(el("li", Show.status("failed"), " ", row.fault()));
      }
    }
    return rows.isEmpty()
        ? Html.NONE
        : el(
            "section",
            at("class", "panel"),
            el("h2", "Rows that failed their check"),
            el("p", "Nothing of them is served."),
            el("ul", at("class", "plain"), rows));
  }
}
