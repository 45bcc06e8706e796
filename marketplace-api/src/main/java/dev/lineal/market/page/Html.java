package dev.lineal.market.page;

/**
 * A piece of HTML or SVG. Texts and values of attributes are escaped where they enter; there is no
 * other way in.
 *
 * @param markup well formed
 */
public record Html(String markup) {
  /** Nothing. */
  public static final Html NONE = new Html("");

  /** An attribute of an element. */
  public record Attribute(String name, String value) {}

  /** An attribute. */
  public static Attribute at(String name, Object value) {
    return new Attribute(name, value.toString());
  }

  /** A text. */
  public static Html text(String text) {
    return new Html(escape(text));
  }

  /**
   * An element.
   *
   * @param parts attributes first; then elements, texts, and lists of both
   */
  public static Html el(String name, Object... parts) {
    StringBuilder markup = new StringBuilder("<").append(name);
    int next = 0;
    while (next < parts.length && parts[next] instanceof Attribute attribute) {
      markup.append(' ').append(attribute.name()).append("=\"");
      markup.append(escape(attribute.value())).append('"');
      next++;
    }
    markup.append('>');
    if (isVoid(name)) {
      return new Html(markup.toString());
    }
    for (; next < parts.length; next++) {
      append(markup, parts[next]);
    }
    return new Html(markup.append("</").append(name).append('>').toString());
  }

  /** Pieces one after the other. */
  public static Html all(Object... parts) {
    StringBuilder markup = new StringBuilder();
    for (Object part : parts) {
      append(markup, part);
    }
    return new Html(markup.toString());
  }

  private static void append(StringBuilder markup, Object part) {
    if (part instanceof Html html) {
      markup.append(html.markup());
    } else if (part instanceof Iterable<?> several) {
      several.forEach(one -> append(markup, one));
    } else {
      markup.append(escape(String.valueOf(part)));
    }
  }

  private static boolean isVoid(String name) {
    return switch (name) {
      case "meta", "link", "input", "br", "hr" -> true;
      default -> false;
    };
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
