package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;
import static dev.lineal.market.page.Layout.panel;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.read.IterationTimes.Iteration;
import dev.lineal.market.airflow.TaskState;
import dev.lineal.market.index.Kind;
import dev.lineal.market.index.MarketIndex;
import dev.lineal.market.training.LiveRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A training that no table has yet: how far it is. Loads itself anew until it has ended. */
public final class TrainingPage {
  private static final int EVERY_S = 5;

  private final Sha256 id;
  private final LiveRun live;
  private final RunPlan plan;

  private TrainingPage(Sha256 id, LiveRun live) {
    this.id = id;
    this.live = live;
    this.plan = live.plan();
  }

  /** The page. */
  public static String of(MarketIndex index, Sha256 id, LiveRun live) {
    TrainingPage page = new TrainingPage(id, live);
    String title = "Training of " + live.plan().study();
    Html body =
        Html.all(
            page.head(title),
            el(
                "div",
                at("class", "grid"),
                panel("Progress", page.progress()),
                panel("Steps", page.steps()),
                panel("Training", page.facts())),
            panel("Margin", page.margin()),
            panel("Time per iteration", page.times()));
    return Layout.page(title, Optional.of(Kind.RUN), body, Layout.foot(index), page.again());
  }

  private Html again() {
    return live.run().state().ended()
        ? Html.NONE
        : el("meta", at("http-equiv", "refresh"), at("content", EVERY_S));
  }

  private Html head(String title) {
    return el(
        "div",
        at("class", "title"),
        el("h1", title),
        el("p", at("class", "lead"), plan.purpose()),
        el(
            "p",
            Show.chip(plan.training().task().text()),
            " ",
            Show.chip(live.run().state().text()),
            " trainer ",
            Show.address(plan.trainer().text()),
            live.run()
                .started()
                .map(at -> Html.all(" · since ", Show.time(at)))
                .orElse(Html.NONE)));
  }

  private Html progress() {
    int done = live.iterations().size();
    int planned = plan.iterations();
    return Html.all(
        el(
            "progress",
            at("max", planned),
            at("value", Math.min(done, planned)),
            at("aria-label", "Iterations done"),
            done + " of " + planned),
        el("p", "%d of %d iterations".formatted(done, planned)));
  }

  private Html steps() {
    List<Html> rows = new ArrayList<>();
    for (TaskState task : live.tasks()) {
      String tries = task.tries() > 1 ? ", try " + task.tries() : "";
      rows.add(
          el(
              "li",
              task.task().replace('_', ' ') + " ",
              Show.chip(task.state().replace('_', ' ')),
              took(task) + tries));
    }
    return el("ol", at("class", "plain"), rows);
  }

  private static String took(TaskState task) {
    return task.started().isPresent() && task.ended().isPresent()
        ? " " + Show.duration(Duration.between(task.started().get(), task.ended().get()))
        : "";
  }

  private Html facts() {
    return el(
        "dl",
        at("class", "facts"),
        Show.fact("Features", Show.count(plan.training().features())),
        Show.fact("Owners", Show.count(plan.datasets().size())),
        Show.fact("Parameter set", plan.encryption().parameterSet()),
        Show.fact("Run id", Show.hash(id)));
  }

  private Html margin() {
    List<Iteration> iterations = live.iterations();
    return iterations.stream().anyMatch(one -> one.meanSquaredMargin().isPresent())
        ? LinePlot.margins(iterations)
        : el("p", at("class", "muted"), "No curve: owners released no number of iterations yet.");
  }

  private Html times() {
    return live.iterations().isEmpty()
        ? el("p", at("class", "muted"), "No iteration is done yet.")
        : PhasePlot.of(live.iterations());
  }
}
