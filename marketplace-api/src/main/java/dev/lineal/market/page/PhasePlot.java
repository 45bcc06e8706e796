package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.read.IterationTimes.Iteration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The phases of every iteration, stacked, and their sums. */
final class PhasePlot {
  private static final int COLOURS = 10;
  private static final int MOST_BARS = 200;

  private final List<Iteration> iterations;
  private final Axis axis;

  private PhasePlot(List<Iteration> iterations) {
    this.iterations = iterations.subList(0, Math.min(MOST_BARS, iterations.size()));
    this.axis =
        Axis.upTo(this.iterations.stream().mapToDouble(PhasePlot::total).max().orElse(0), " s");
  }

  static Html of(List<Iteration> iterations) {
    return new PhasePlot(iterations).draw();
  }

  private static double total(Iteration iteration) {
    return iteration.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private Html draw() {
    List<Html> bars = new ArrayList<>();
    for (int i = 0; i < iterations.size(); i++) {
      bars.addAll(bar(i));
    }
    Html svg = axis.plot("Seconds per iteration, by phase", iterations.size(), Html.all(bars));
    return el(
        "figure",
        svg,
        legend(),
        el("figcaption", "On the critical path, as the training told; no manifest covers it."));
  }

  private List<Html> bar(int number) {
    double step = (double) (Axis.WIDTH - Axis.LEFT) / iterations.size();
    double below = 0;
    List<Html> parts = new ArrayList<>();
    int phase = 0;
    for (double seconds : iterations.get(number).seconds().values()) {
      double height = axis.height(seconds);
      if (height >= 0.05) {
        parts.add(
            el(
                "rect",
                at("class", "p" + phase % COLOURS),
                at("x", number(Axis.LEFT + number * step)),
                at("y", number(axis.y(0) - below - height)),
                at("width", number(Math.max(0.5, step * 0.86))),
                at("height", number(height))));
      }
      below += height;
      phase++;
    }
    return parts;
  }

  private Html legend() {
    Map<String, Double> sums = new LinkedHashMap<>();
    for (Iteration iteration : iterations) {
      iteration.seconds().forEach((phase, seconds) -> sums.merge(phase, seconds, Double::sum));
    }
    List<Html> items = new ArrayList<>();
    int phase = 0;
    for (Map.Entry<String, Double> sum : sums.entrySet()) {
      Html swatch =
          el(
              "svg",
              at("class", "swatch"),
              at("viewBox", "0 0 10 10"),
              at("aria-hidden", "true"),
              el("rect", at("class", "p" + phase++ % COLOURS), at("width", 10), at("height", 10)));
      items.add(el("li", swatch, sum.getKey() + " " + Show.seconds(sum.getValue())));
    }
    return el("ul", at("class", "legend"), items);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
