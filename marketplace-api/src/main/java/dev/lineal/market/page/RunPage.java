package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;
import static dev.lineal.market.page.Layout.panel;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.index.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run: who took part, what was released, how long it took, how good it got. */
public final class RunPage {
  private final MarketIndex index;
  private final Snapshot snapshot;
  private final Sha256 id;
  private final RunPlan plan;
  private final Optional<RunManifest> run;

  public RunPage(MarketIndex index, Snapshot snapshot, Sha256 id) {
    this.index = index;
    this.snapshot = snapshot;
    this.id = id;
    this.plan = snapshot.stock().plans().get(id);
    this.run = snapshot.stock().run(id);
  }

  /** The page. */
  public String of() {
    String title = "Run of " + plan.study();
    Html body =
        Html.all(
            Layout.staleness(index),
            head(title),
            el(
                "div",
                at("class", "grid"),
                panel("Training", facts()),
                panel("Taking part", datasets()),
                panel("Led to", models())),
            panel("Margin and loss", loss()),
            panel("Time per iteration", times()));
    return Layout.page(title, Optional.of(Kind.RUN), body, Layout.foot(index));
  }

  private Html head(String title) {
    Object when =
        run.<Object>map(
                made ->
                    Html.all(
                        Show.time(made.started()),
                        ", took "
                            + Show.duration(Duration.between(made.started(), made.finished()))))
            .orElse("not finished, as far as these tables know");
    return el(
        "div",
        at("class", "title"),
        el("h1", title),
        el("p", at("class", "lead"), plan.purpose()),
        el(
            "p",
            Show.chip(plan.training().task().text()),
            " ",
            Show.chip(run.isPresent() ? "finished" : "planned"),
            " trainer ",
            Show.link("/runs?owner=" + plan.trainer(), Show.address(plan.trainer().text())),
            " · ",
            when));
  }

  private Html facts() {
    String releases =
        String.join(
            ", ",
            plan.releases().stream().map(one -> one.name() + " (" + one.scalars() + ")").toList());
    return el(
        "dl",
        at("class", "facts"),
        Show.fact("Iterations", Show.count(plan.iterations())),
        Show.fact("Features", Show.count(plan.training().features())),
        Show.fact("Releases", releases),
        Show.fact("Parameter set", plan.encryption().parameterSet()),
        Show.fact(
            "Cluster verified by owners",
            run.map(made -> made.clusterVerified().text()).orElse("unknown")),
        Show.fact(
            "Auditable in full",
            run.map(made -> made.auditable() ? "yes" : "no").orElse("unknown")),
        Show.fact(
            "Code",
            el(
                "code",
                at("title", plan.code().gitCommit()),
                plan.code().gitCommit().substring(0, 10))),
        Show.fact("Run id", Show.hash(id)));
  }

  private Html datasets() {
    List<Html> rows = new ArrayList<>();
    for (PlannedDataset dataset : plan.datasets()) {
      boolean here = snapshot.stock().datasets().containsKey(dataset.manifest());
      String text = Show.count(dataset.rows()) + " rows";
      rows.add(
          el(
              "li",
              here ? Show.link(Link.to(Kind.DATASET, dataset.manifest()), text) : Html.text(text),
              " of ",
              Show.address(dataset.owner().text()),
              ", grant ",
              Show.link("/v1/grants/" + dataset.grant(), Show.hash(dataset.grant()))));
    }
    return el("ul", at("class", "plain"), rows);
  }

  private List<Sha256> modelIds() {
    return snapshot.stock().models().entrySet().stream()
        .filter(model -> model.getValue().sources().plan().equals(id))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private Html models() {
    List<Html> links = new ArrayList<>();
    for (Sha256 model : modelIds()) {
      String name = snapshot.stock().models().get(model).name().toString();
      links.add(el("li", Show.link(Link.to(Kind.MODEL, model), name)));
    }
    return links.isEmpty()
        ? el("p", "No model in this market.")
        : el("ul", at("class", "plain"), links);
  }

  private Html loss() {
    List<Iteration> iterations = snapshot.iterations(id);
    Html curve =
        iterations.stream().anyMatch(one -> one.meanSquaredMargin().isPresent())
            ? LinePlot.margins(iterations)
            : el(
                "p",
                at("class", "muted"),
                "No curve: the cluster sees ciphertexts only, and the owners released no number of"
                    + " single iterations.");
    Html after =
        modelIds().stream()
            .flatMap(model -> losses(model).stream())
            .findFirst()
            .map(LossBars::of)
            .orElse(Html.NONE);
    return Html.all(curve, after);
  }

  /** The losses that a model's manifest names, if its bundle has them. */
  private Optional<Losses> losses(Sha256 model) {
    Optional<Sha256> named = snapshot.stock().models().get(model).contributors().losses();
    return index
        .bundles()
        .find(model)
        .flatMap(found -> found.losses())
        .filter(losses -> named.equals(Optional.of(losses.sha256())));
  }

  private Html times() {
    List<Iteration> iterations = snapshot.iterations(id);
    return iterations.isEmpty()
        ? el("p", at("class", "muted"), "The training's own tables are not shown here.")
        : PhasePlot.of(iterations);
  }
}
