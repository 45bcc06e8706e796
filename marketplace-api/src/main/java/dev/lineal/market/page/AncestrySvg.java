package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.read.LineageGraph.Edge;
import dev.lineal.lineage.read.LineageGraph.Node;
import dev.lineal.market.index.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ancestors from left to right; every box is a link. */
final class AncestrySvg {
  private static final int WIDTH = 190;
  private static final int HEIGHT = 54;
  private static final int GAP_X = 56;
  private static final int GAP_Y = 16;
  private static final int EDGE = 8;
  private static final int LONGEST = 24;

  private record Place(int x, int y) {}

  private final Ancestry ancestry;
  private final Sha256 root;
  private final Map<Sha256, Place> places = new HashMap<>();
  private final int width;
  private final int height;

  AncestrySvg(Ancestry ancestry, Sha256 root) {
    this.ancestry = ancestry;
    this.root = root;
    List<List<Node>> columns = ancestry.columns();
    int most = columns.stream().mapToInt(List::size).max().orElse(1);
    this.width = columns.size() * (WIDTH + GAP_X) - GAP_X + 2 * EDGE;
    this.height = most * (HEIGHT + GAP_Y) - GAP_Y + 2 * EDGE;
    for (int column = 0; column < columns.size(); column++) {
      place(columns.get(column), EDGE + column * (WIDTH + GAP_X));
    }
  }

  private void place(List<Node> nodes, int x) {
    int used = nodes.size() * (HEIGHT + GAP_Y) - GAP_Y;
    int y = (height - used) / 2;
    for (Node node : nodes) {
      places.put(node.id(), new Place(x, y));
      y += HEIGHT + GAP_Y;
    }
  }

  Html draw() {
    List<Html> shapes = new ArrayList<>();
    ancestry.edges().forEach(edge -> shapes.add(line(edge)));
    ancestry.nodes().forEach(node -> shapes.add(box(node)));
    Html svg =
        el(
            "svg",
            at("viewBox", "0 0 " + width + " " + height),
            at("width", width),
            at("height", height),
            at("role", "group"),
            at("aria-label", "Ancestry: datasets to runs to models, from left to right"),
            shapes);
    return el(
        "div",
        at("class", "scroll"),
        at("tabindex", 0),
        at("role", "region"),
        at("aria-label", "Ancestry"),
        svg);
  }

  private Html line(Edge edge) {
    Place from = places.get(edge.from());
    Place to = places.get(edge.to());
    int x1 = from.x() + WIDTH;
    int y1 = from.y() + HEIGHT / 2;
    int x2 = to.x();
    int y2 = to.y() + HEIGHT / 2;
    int bend = (x2 - x1) / 2;
    String path =
        "M%d %d C%d %d %d %d %d %d".formatted(x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2);
    return el("path", at("class", "edge"), at("d", path));
  }

  private Html box(Node node) {
    Place place = places.get(node.id());
    String style = "node " + node.kind() + (node.id().equals(root) ? " here" : "");
    Html shape =
        Html.all(
            el("title", name(node) + ": " + node.label()),
            el(
                "rect",
                at("x", place.x()),
                at("y", place.y()),
                at("width", WIDTH),
                at("height", HEIGHT),
                at("rx", 8)),
            text(place, 21, "kind", name(node)),
            text(place, 41, "label", cut(label(node))));
    return kind(node)
        .map(kind -> el("a", at("class", style), at("href", Link.to(kind, node.id())), shape))
        .orElseGet(() -> el("g", at("class", style), shape));
  }

  private static Html text(Place place, int below, String style, String text) {
    return el(
        "text", at("class", style), at("x", place.x() + 12), at("y", place.y() + below), text);
  }

  private static String name(Node node) {
    return node.kind().equals("run-plan") ? "run" : node.kind();
  }

  private static java.util.Optional<Kind> kind(Node node) {
    return switch (node.kind()) {
      case "dataset" -> java.util.Optional.of(Kind.DATASET);
      case "run-plan" -> java.util.Optional.of(Kind.RUN);
      case "model" -> java.util.Optional.of(Kind.MODEL);
      default -> java.util.Optional.empty();
    };
  }

  /** A dataset's owner is too long for a box: its rows, and the address' start. */
  private static String label(Node node) {
    return node.label().replaceAll("(0x[0-9a-fA-F]{4})[0-9a-fA-F]{36}", "$1…");
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
