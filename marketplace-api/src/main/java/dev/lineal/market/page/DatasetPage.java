package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;
import static dev.lineal.market.page.Layout.panel;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Shard;
import dev.lineal.lineage.study.StudyColumn;
import dev.lineal.lineage.study.StudySchema;
import dev.lineal.market.index.Catalogue;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.ListQuery;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.json.Descendants;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** A dataset's card. */
public final class DatasetPage {
  private static final int MODELS = 50;

  private final MarketIndex index;
  private final Snapshot snapshot;
  private final Sha256 id;
  private final DatasetManifest dataset;

  public DatasetPage(MarketIndex index, Snapshot snapshot, Sha256 id) {
    this.index = index;
    this.snapshot = snapshot;
    this.id = id;
    this.dataset = snapshot.stock().datasets().get(id);
  }

  /** The page. */
  public String of() {
    String title = Show.count(dataset.rows()) + " rows of " + dataset.study();
    Html body =
        Html.all(
            Layout.staleness(index),
            el(
                "div",
                at("class", "title"),
                el("h1", title),
                el(
                    "p",
                    "owner ",
                    Show.link(
                        "/datasets?owner=" + dataset.owner(), Show.address(dataset.owner().text())),
                    " · ",
                    Show.time(dataset.created()))),
            el(
                "div",
                at("class", "grid"),
                panel("Rows", facts()),
                panel(
                    "Licence",
                    Glance.orUnknown(
                        snapshot.listedDataset(id).map(listed -> Glance.of(listed.terms())))),
                panel("Columns", schema())),
            models());
    return Layout.page(title, Optional.of(Kind.DATASET), body, Layout.foot(index));
  }

  private Html facts() {
    Shard first = dataset.shards().get(0);
    return el(
        "dl",
        at("class", "facts"),
        Show.fact("Rows", Show.count(dataset.rows())),
        Show.fact("Blocks", Show.count(dataset.shards().size())),
        Show.fact("Ciphertexts per block", Show.count(first.columns())),
        Show.fact("Encrypted", Show.bytes(dataset.shards().stream().mapToLong(Shard::bytes).sum())),
        Show.fact("Parameter set", dataset.parameterSet()),
        Show.fact("Version", Show.hash(dataset.contentRoot())),
        Show.fact("Manifest", Show.link("/v1/datasets/" + id + "/manifest", Show.hash(id))));
  }

  private Html schema() {
    Optional<StudySchema> known = index.bundles().schema(dataset.schemaSha256());
    if (known.isEmpty()) {
      return el(
          "p",
          "Schema ",
          Show.hash(dataset.schemaSha256()),
          ". No bundle here shows its columns; the study's owners have it.");
    }
    List<Html> rows = known.get().columns().stream().map(DatasetPage::column).toList();
    return Html.all(
        el(
            "div",
            at("class", "tall"),
            at("tabindex", 0),
            at("role", "region"),
            at("aria-label", "Columns"),
            el(
                "table",
                el("thead", el("tr", el("th", "Column"), el("th", "Type"), el("th", "Bounds"))),
                el("tbody", rows))),
        el("p", "Label: ", el("code", known.get().label().name())));
  }

  private static Html column(StudyColumn column) {
    return el(
        "tr",
        el("td", column.name()),
        el("td", column.type().text()),
        el("td", column.bounds().min() + " to " + column.bounds().max()));
  }

  private Html models() {
    ListQuery those =
        ListQuery.newest(MODELS).among(new TreeSet<>(Descendants.models(snapshot, id)));
    Catalogue.Page page = snapshot.catalogue().page(Kind.MODEL, those);
    List<Html> cards =
        page.entries().stream().map(e -> el("li", Cards.of(snapshot, Kind.MODEL, e))).toList();
    return el(
        "section",
        el("h2", "Models that learned from it"),
        cards.isEmpty()
            ? el("p", at("class", "panel"), "None in this market.")
            : el("ul", at("class", "cards"), cards),
        page.facets().total() > MODELS
            ? el("p", Show.link("/v1/datasets/" + id + "/models", "All " + page.facets().total()))
            : Html.NONE);
  }
}
