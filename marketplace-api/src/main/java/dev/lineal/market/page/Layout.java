package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.market.index.ChainState;
import dev.lineal.market.index.Freshness;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.MarketIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What all pages share: head, navigation, and at the foot how current everything is. */
final class Layout {
  private Layout() {}

  static String page(String title, Optional<Kind> here, Html body, Html foot) {
    return page(title, here, body, foot, Html.NONE);
  }

  /** A page with more in its head. */
  static String page(String title, Optional<Kind> here, Html body, Html foot, Html more) {
    Html head =
        el(
            "head",
            el("meta", at("charset", "utf-8")),
            el(
                "meta",
                at("name", "viewport"),
                at("content", "width=device-width, initial-scale=1")),
            el("meta", at("name", "color-scheme"), at("content", "light dark")),
            el("title", title + " · Lineal"),
            el("link", at("rel", "icon"), at("href", "/icon.svg"), at("type", "image/svg+xml")),
            el("link", at("rel", "stylesheet"), at("href", "/style.css")),
            more);
    Html main = el("main", at("id", "main"), body);
    Html skip = el("a", at("class", "skip"), at("href", "#main"), "Skip to content");
    return "<!doctype html>"
        + el("html", at("lang", "en"), head, el("body", skip, top(here), main, foot)).markup();
  }

  private static Html top(Optional<Kind> here) {
    List<Html> links = new ArrayList<>();
    for (Kind kind : List.of(Kind.MODEL, Kind.DATASET, Kind.RUN)) {
      String name = kind.plural().substring(0, 1).toUpperCase() + kind.plural().substring(1);
      links.add(
          here.equals(Optional.of(kind))
              ? el("a", at("href", "/" + kind.plural()), at("aria-current", "page"), name)
              : Show.link("/" + kind.plural(), name));
    }
    return el(
        "header",
        el(
            "div",
            at("class", "bar"),
            el("a", at("class", "brand"), at("href", "/models"), "Lineal"),
            el("nav", at("aria-label", "Lists"), links),
            el("a", at("class", "api"), at("href", "/openapi.json"), "API")));
  }

  /** A section with a heading. */
  static Html panel(String title, Object... content) {
    return el("section", at("class", "panel"), el("h2", title), Html.all(content));
  }

  static Html foot(MarketIndex index) {
    List<Object> parts = new ArrayList<>();
    parts.add("Tables ");
    parts.add(index.ready() ? "version " + index.snapshot().stock().version() : "not read yet");
    parts.add(state(index.tables()));
    Optional<ChainState> state = index.ready() ? index.snapshot().chain() : Optional.empty();
    if (index.chain().isPresent()) {
      parts.add(" · Chain ");
      parts.add(
          state
              .map(at -> "%d, block %d".formatted(at.chainId(), at.head().number()))
              .orElse("never reached"));
      parts.add(state(index.chain().get()));
    } else {
      parts.add(" · No chain is followed: licences and prices are unknown.");
    }
    return el("footer", el("p", at("class", "freshness"), parts));
  }

  private static Html state(Freshness freshness) {
    Html read = freshness.read().map(at -> Html.all(", read ", Show.time(at))).orElse(Html.NONE);
    return freshness.stale()
        ? Html.all(read, " ", el("strong", at("class", "stale"), "stale"))
        : read;
  }

  /** A warning above a page whose sources cannot be read at this moment. */
  static Html staleness(MarketIndex index) {
    List<Html> warnings = new ArrayList<>();
    warn(warnings, "The tables", index.tables());
    index.chain().ifPresent(chain -> warn(warnings, "The chain", chain));
    return Html.all(warnings);
  }

  private static void warn(List<Html> warnings, String what, Freshness freshness) {
    if (freshness.stale()) {
      String since = freshness.read().map(at -> "as of " + at).orElse("nothing of it is known");
      String why = freshness.problem().orElse("it does not answer");
      warnings.add(
          el(
              "p",
              at("class", "warning"),
              at("role", "status"),
              what + " cannot be read at this moment; what you see is stale (" + since + "). ",
              el("small", why)));
    }
  }
}
