package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import java.util.Optional;

/** What people see instead of a page. */
public final class ProblemPage {
  private ProblemPage() {}

  /** The page of a problem. */
  public static String of(int status, String detail, String action) {
    Html body =
        el(
            "section",
            at("class", "panel problem"),
            el("h1", Integer.toString(status)),
            el("p", detail),
            el("p", at("class", "muted"), action));
    return Layout.page("Problem " + status, Optional.empty(), body, Html.NONE);
  }
}
