package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.market.index.Entry;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.LicenceTags;
import dev.lineal.market.index.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Things as lists show them. */
final class Cards {
  private Cards() {}

  static Html of(Snapshot snapshot, Kind kind, Entry entry) {
    return switch (kind) {
      case MODEL -> model(snapshot, entry);
      case DATASET -> dataset(snapshot, entry);
      case RUN -> run(snapshot, entry.id());
      case GRANT -> Show.hash(entry.id());
    };
  }

  private static Html model(Snapshot snapshot, Entry entry) {
    ModelManifest manifest = snapshot.stock().models().get(entry.id());
    List<Object> line = new ArrayList<>(List.of(Show.chip(manifest.task().text())));
    for (Metric metric : manifest.metrics()) {
      line.add(" ");
      line.add(el("span", at("class", "metric"), metric.name() + " " + metric.value().text()));
    }
    return card(
        Link.to(Kind.MODEL, entry.id()),
        manifest.name().toString(),
        manifest.purpose(),
        line,
        Html.all(
            "study ",
            manifest.study(),
            " · trainer ",
            Show.address(manifest.trainer().text()),
            " · ",
            Show.time(manifest.published())),
        licences(entry));
  }

  private static Html dataset(Snapshot snapshot, Entry entry) {
    DatasetManifest manifest = snapshot.stock().datasets().get(entry.id());
    return card(
        Link.to(Kind.DATASET, entry.id()),
        Show.count(manifest.rows()) + " rows of " + manifest.study(),
        "",
        List.of(),
        Html.all(
            "owner ",
            Show.address(manifest.owner().text()),
            " · version ",
            Show.hash(manifest.contentRoot()),
            " · ",
            Show.time(manifest.created())),
        licences(entry));
  }

  private static Html run(Snapshot snapshot, Sha256 id) {
    RunPlan plan = snapshot.stock().plans().get(id);
    boolean finished = snapshot.stock().run(id).isPresent();
    long rows = plan.datasets().stream().mapToLong(PlannedDataset::rows).sum();
    return card(
        Link.to(Kind.RUN, id),
        plan.study() + " · " + plan.iterations() + " iterations",
        plan.purpose(),
        List.of(
            Show.chip(plan.training().task().text()),
            " ",
            Show.chip(finished ? "finished" : "planned")),
        Html.all(
            Show.count(rows) + " rows of " + plan.datasets().size() + " owners · trainer ",
            Show.address(plan.trainer().text()),
            " · run ",
            Show.hash(id)),
        List.of());
  }

  private static List<Html> licences(Entry entry) {
    return LicenceTags.ALL.stream().filter(entry.licences()::contains).map(Show::chip).toList();
  }

  private static Html card(
      String address, String title, String text, List<Object> line, Html facts, List<Html> tags) {
    return el(
        "article",
        at("class", "card"),
        el("h2", Show.link(address, title)),
        text.isEmpty() ? Html.NONE : el("p", text),
        line.isEmpty() ? Html.NONE : el("p", line),
        el("p", at("class", "muted small"), facts),
        tags.isEmpty() ? Html.NONE : el("p", at("class", "chips"), tags));
  }
}
