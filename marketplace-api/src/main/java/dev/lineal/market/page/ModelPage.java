package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;
import static dev.lineal.market.page.Layout.panel;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Method;
import dev.lineal.lineage.contribution.Share;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.model.ModelFile;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import dev.lineal.market.index.Verdict;
import dev.lineal.market.json.Neighbourhood;
import java.util.List;
import java.util.Optional;

/** A model's card. */
public final class ModelPage {
  private static final int DEPTH = 12;

  private final MarketIndex index;
  private final Snapshot snapshot;
  private final Sha256 id;
  private final ModelManifest model;

  public ModelPage(MarketIndex index, Snapshot snapshot, Sha256 id) {
    this.index = index;
    this.snapshot = snapshot;
    this.id = id;
    this.model = snapshot.stock().models().get(id);
  }

  /**
   * The page.
   *
   * @param verdict empty while others are verified
   */
  public String of(Optional<Verdict> verdict) {
    Html body =
        Html.all(
            Layout.staleness(index),
            head(verdict),
            el(
                "div",
                at("class", "grid"),
                panel("How good it is", metrics()),
                panel(
                    "Licence",
                    Glance.orUnknown(
                        snapshot.listedModel(id).map(listed -> Glance.of(listed.model().terms())))),
                panel("Who gets paid", contributors())),
            ancestry(),
            VerificationPanel.of(verdict),
            el(
                "div",
                at("class", "grid"),
                panel("Files", files()),
                panel("By hash", hashes()),
                panel("For programs", programs())));
    return Layout.page(model.name().toString(), Optional.of(Kind.MODEL), body, Layout.foot(index));
  }

  private Html head(Optional<Verdict> verdict) {
    String status = verdict.map(known -> known.status().text()).orElse("not-checked");
    return el(
        "div",
        at("class", "title"),
        el("h1", model.name().name(), " ", el("small", "version " + model.name().version())),
        el("p", at("class", "lead"), model.purpose()),
        el(
            "p",
            Show.chip(model.task().text()),
            " study " + model.study() + " · trainer ",
            Show.link("/models?owner=" + model.trainer(), Show.address(model.trainer().text())),
            " · ",
            Show.time(model.published())),
        el("p", "Verification: ", el("a", at("href", "#verification"), Show.status(status))));
  }

  private Html metrics() {
    if (model.metrics().isEmpty()) {
      return el("p", "Nobody stated a metric.");
    }
    List<Html> rows = model.metrics().stream().map(ModelPage::metric).toList();
    return Html.all(
        el("ul", at("class", "metrics"), rows),
        el("p", at("class", "muted small"), "Stated by who computed them; not recomputed here."));
  }

  private static Html metric(Metric metric) {
    return el(
        "li",
        el("span", at("class", "big"), metric.value().text()),
        " ",
        el("span", metric.name()),
        el(
            "span",
            at("class", "muted small"),
            " on " + Show.count(metric.rows()) + " rows ",
            Show.hash(metric.data()),
            ", by ",
            Show.address(metric.computedBy().text())));
  }

  private Html contributors() {
    boolean measured = model.contributors().method() == Method.LEAVE_ONE_OWNER_OUT;
    String method =
        measured
            ? "Measured: what the released validation loss rises by without the owner's rows"
                + " (leave-one-owner-out)."
            : "In proportion to rows; nobody measured what they were worth (rows).";
    List<Html> shares = model.contributors().shares().stream().map(this::share).toList();
    return Html.all(
        el("ul", at("class", "shares"), shares),
        el("p", at("class", "muted small"), method),
        snapshot
            .listedModel(id)
            .map(
                on ->
                    el("p", "Earned so far: ", Show.amount(on.potWei()).replace("free", "nothing")))
            .orElse(Html.NONE));
  }

  private Html share(Share share) {
    String percent = Show.share(share.basisPoints());
    return el(
        "li",
        el(
            "span",
            at("class", "who"),
            Show.link("/datasets?owner=" + share.owner(), Show.address(share.owner().text())),
            el("span", at("class", "percent"), percent)),
        el(
            "svg",
            at("class", "share"),
            at("viewBox", "0 0 100 4"),
            at("preserveAspectRatio", "none"),
            at("aria-hidden", "true"),
            el("rect", at("class", "rail"), at("width", 100), at("height", 4)),
            el(
                "rect",
                at("class", "part"),
                at("width", share.basisPoints() / 100),
                at("height", 4))));
  }

  private Html ancestry() {
    Neighbourhood around =
        Neighbourhood.of(snapshot.stock().graph(), id, Neighbourhood.Way.UP, DEPTH);
    Ancestry ancestry = new Ancestry(around);
    return el(
        "section",
        at("class", "panel"),
        el("h2", "Where it comes from"),
        new AncestrySvg(ancestry, id).draw(),
        around.truncated() ? el("p", "There is more further up; the API shows it.") : Html.NONE);
  }

  private Html files() {
    List<Html> rows = model.files().stream().map(ModelPage::file).toList();
    Html download =
        index.bundles().find(id).isPresent()
            ? el("p", Show.link("/v1/models/" + id + "/bundle", "Download the bundle"))
            : el("p", at("class", "muted"), "This market has no bundle of it.");
    return Html.all(el("ul", at("class", "plain"), rows), download);
  }

  private static Html file(ModelFile file) {
    return el("li", file.name() + ", " + Show.bytes(file.bytes()) + ", ", Show.hash(file.sha256()));
  }

  private Html hashes() {
    Html run =
        snapshot.stock().plans().containsKey(model.sources().plan())
            ? Show.link(
                Link.to(Kind.RUN, model.sources().plan()), Show.hash(model.sources().plan()))
            : Show.hash(model.sources().plan());
    return el(
        "dl",
        at("class", "facts"),
        Show.fact("Model", Show.hash(id)),
        Show.fact("Run", run),
        Show.fact("Schema", Show.hash(model.sources().studySchema())),
        Show.fact("Moments", Show.hash(model.sources().moments())));
  }

  private Html programs() {
    String item = "/v1/models/" + id;
    return el(
        "ul",
        at("class", "plain"),
        el("li", Show.link(item + "/card", "Card")),
        el("li", Show.link(item + "/manifest", "Manifest, canonical JSON")),
        el("li", Show.link(item + "/lineage", "Lineage")),
        el("li", Show.link(item + "/verification", "Verification")));
  }
}
