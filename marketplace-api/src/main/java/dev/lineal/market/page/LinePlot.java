package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.read.IterationTimes.Iteration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A number over iterations. */
final class LinePlot {
  private LinePlot() {}

  static Html margins(List<Iteration> iterations) {
    List<Iteration> known =
        iterations.stream().filter(one -> one.meanSquaredMargin().isPresent()).toList();
    int last = iterations.get(iterations.size() - 1).iteration();
    Axis axis =
        Axis.upTo(
            known.stream()
                .mapToDouble(one -> one.meanSquaredMargin().getAsDouble())
                .max()
                .orElse(0),
            "");
    List<String> points = new ArrayList<>();
    List<Html> dots = new ArrayList<>();
    for (Iteration one : known) {
      double value = one.meanSquaredMargin().getAsDouble();
      double share = last == 0 ? 0 : (double) one.iteration() / last;
      String x = number(Axis.LEFT + 4 + share * (Axis.WIDTH - Axis.LEFT - 8));
      points.add(x + "," + number(axis.y(value)));
      dots.add(dot(x, number(axis.y(value)), one.iteration() + 1, value));
    }
    Html line = el("polyline", at("class", "line"), at("points", String.join(" ", points)));
    return el(
        "figure",
        axis.plot("Mean squared margin over iterations", last + 1, line, Html.all(dots)),
        el(
            "figcaption",
            "Mean squared margin z² over all rows, as the owners released it: how decided the model"
                + " is. It is not the loss, which nobody releases while a run goes on; it grows as the"
                + " weights do, and flattens as they settle."));
  }

  private static Html dot(String x, String y, int iteration, double value) {
    String text = String.format(Locale.ROOT, "iteration %d: %.3f", iteration, value);
    return el(
        "circle", at("class", "dot"), at("cx", x), at("cy", y), at("r", 3), el("title", text));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
