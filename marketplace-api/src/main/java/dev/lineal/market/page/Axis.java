package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The ground of a plot over iterations: round numbers from 0 up its side.
 *
 * @param step between two of them
 * @param steps how many
 * @param unit behind each
 */
record Axis(double step, int steps, String unit) {
  static final int WIDTH = 640;
  static final int LEFT = 56;
  private static final int HEIGHT = 220;
  private static final int BOTTOM = 28;
  private static final int TOP = 10;
  private static final double[] ROUND = {1, 2, 2.5, 5, 10};
  private static final int WANTED = 4;

  /** At most five steps, the last at the largest value or above. */
  static Axis upTo(double most, String unit) {
    double rough = most > 0 ? most / WANTED : 1;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = ROUND[ROUND.length - 1] * power;
    for (int i = ROUND.length - 1; i >= 0 && ROUND[i] * power >= rough; i--) {
      step = ROUND[i] * power;
    }
    return new Axis(step, (int) Math.max(1, Math.ceil(most / step - 1e-9)), unit);
  }

  /** How high a value stands. */
  double height(double value) {
    return value / (step * steps) * (HEIGHT - TOP - BOTTOM);
  }

  /** Where a value is. */
  double y(double value) {
    return HEIGHT - BOTTOM - height(value);
  }

  /** A drawing with these lines behind it and the first and last iteration below. */
  Html plot(String label, int iterations, Object... content) {
    List<Html> lines = new ArrayList<>();
    for (int tick = 0; tick <= steps; tick++) {
      lines.add(line(y(tick * step)));
      lines.add(text(LEFT - 6, (int) y(tick * step) + 4, "end", number(tick * step) + unit));
    }
    return el(
        "svg",
        at("class", "plot"),
        at("viewBox", "0 0 " + WIDTH + " " + HEIGHT),
        at("role", "img"),
        at("aria-label", label),
        lines,
        Html.all(content),
        text(LEFT, HEIGHT - 8, "start", "1"),
        text(WIDTH, HEIGHT - 8, "end", "iteration " + iterations));
  }

  private static Html line(double y) {
    String at = String.format(Locale.ROOT, "%.1f", y);
    return el(
        "line", at("class", "tick"), at("x1", LEFT), at("x2", WIDTH), at("y1", at), at("y2", at));
  }

  private static Html text(int x, int y, String anchor, String text) {
    return el("text", at("x", x), at("y", y), at("text-anchor", anchor), text);
  }

  private static String number(double value) {
    return new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
