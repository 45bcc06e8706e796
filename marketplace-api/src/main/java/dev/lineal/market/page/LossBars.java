package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.contribution.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The validation loss with all owners, and without each. */
final class LossBars {
  private static final int WIDTH = 640;
  private static final int ROW = 30;
  private static final int LEFT = 150;
  private static final int RIGHT = 90;

  private LossBars() {}

  static Html of(Losses losses) {
    double most =
        losses.without().stream()
            .mapToDouble(one -> one.loss().toDouble())
            .reduce(losses.all().toDouble(), Math::max);
    List<Html> rows = new ArrayList<>();
    rows.add(row(0, "all owners", losses.all().toDouble(), losses.all().text(), most, "all"));
    for (int i = 0; i < losses.without().size(); i++) {
      Losses.Without one = losses.without().get(i);
      String owner = one.owner().text();
      String name = "without " + owner.substring(0, 6) + "…" + owner.substring(38);
      rows.add(row(i + 1, name, one.loss().toDouble(), one.loss().text(), most, "without"));
    }
    return el(
        "figure",
        el(
            "svg",
            at("class", "plot"),
            at("viewBox", "0 0 " + WIDTH + " " + rows.size() * ROW),
            at("role", "img"),
            at("aria-label", "Validation loss with all owners and without each"),
            rows),
        el(
            "figcaption",
            "Validation loss on "
                + Show.count(losses.rows())
                + " rows, of the model and of those that"
                + " leave out one owner."));
  }

  private static Html row(
      int number, String name, double loss, String text, double most, String style) {
    int y = number * ROW;
    double width = most == 0 ? 0 : loss / most * (WIDTH - LEFT - RIGHT);
    String shown = text.length() > 10 ? text.substring(0, 10) : text;
    return Html.all(
        el("text", at("x", 0), at("y", y + 20), name),
        el(
            "rect",
            at("class", style),
            at("x", LEFT),
            at("y", y + 6),
            at("width", String.format(Locale.ROOT, "%.1f", width)),
            at("height", ROW - 12)),
        el(
            "text",
            at("x", String.format(Locale.ROOT, "%.1f", LEFT + width + 8)),
            at("y", y + 20),
            shown));
  }
}
