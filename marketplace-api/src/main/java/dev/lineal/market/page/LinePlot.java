package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.read.IterationTimes.Iteration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A number over iterations. */
final class LinePlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 220;
  private static final int LEFT = 56;
  private static final int BOTTOM = 28;
  private static final int TOP = 10;

  private LinePlot() {}

  static Html margins(List<Iteration> iterations) {
    List<Iteration> known =
        iterations.stream().filter(one -> one.meanSquaredMargin().isPresent()).toList();
    int last = Math.max(1, known.get(known.size() - 1).iteration());
    double most =
        known.stream().mapToDouble(one -> one.meanSquaredMargin().getAsDouble()).max().orElse(0);
    double top = most == 0 ? 1 : most;
    List<String> points = new ArrayList<>();
    for (Iteration one : known) {
      double x = LEFT + (double) one.iteration() / last * (WIDTH - LEFT - 10);
      double y = y(one.meanSquaredMargin().getAsDouble() / top);
      points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y));
    }
    Html line = el("polyline", at("class", "line"), at("points", String.join(" ", points)));
    return el(
        "figure",
        el(
            "svg",
            at("class", "plot"),
            at("viewBox", "0 0 " + WIDTH + " " + HEIGHT),
            at("role", "img"),
            at("aria-label", "Mean squared margin over iterations"),
            axis(top),
            line,
            label(LEFT, HEIGHT - 8, "1", "start"),
            label(WIDTH - 10, HEIGHT - 8, "iteration " + (last + 1), "end")),
        el("figcaption", "Mean squared margin over all rows, where the owners released it."));
  }

  private static double y(double share) {
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  }

  private static Html axis(double top) {
    List<Html> lines = new ArrayList<>();
    for (int tick = 0; tick <= 4; tick++) {
      double y = y(tick / 4.0);
      String at = String.format(Locale.ROOT, "%.1f", y);
      lines.add(
          el(
              "line",
              at("class", "tick"),
              at("x1", LEFT),
              at("x2", WIDTH),
              at("y1", at),
              at("y2", at)));
      String value = String.format(Locale.ROOT, "%.3g", top * tick / 4);
      lines.add(label(LEFT - 6, (int) y + 4, value, "end"));
    }
    return Html.all(lines);
  }

  private static Html label(int x, int y, String text, String anchor) {
    return el("text", at("x", x), at("y", y), at("text-anchor", anchor), text);
  }
}
