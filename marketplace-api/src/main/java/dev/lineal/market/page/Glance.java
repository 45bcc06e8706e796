package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.chain.LicenceTerms;
import dev.lineal.lineage.chain.ModelTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A licence at a glance: may, may not, price, share. */
final class Glance {
  private final List<String> may = new ArrayList<>();
  private final List<String> mayNot = new ArrayList<>();
  private final List<Html> facts = new ArrayList<>();

  private Glance() {}

  static Html of(ModelTerms terms) {
    Glance glance = new Glance();
    glance.may.add("be called by anybody who pays the price");
    glance.allow(terms.commercialUse(), "be used to earn money");
    glance.allow(terms.derivatives(), "be the parent of other models");
    glance.fact("Price per call", Show.amount(terms.pricePerCallWei()));
    if (terms.derivatives()) {
      glance.fact("Its share of a child's payments", Show.share(terms.derivativeShareBp()));
    }
    return glance.panel();
  }

  static Html of(LicenceTerms terms) {
    Glance glance = new Glance();
    glance.may.add("train " + String.join(" and ", terms.tasks()) + " models");
    glance.allow(terms.commercialUse(), "lead to models that earn money");
    glance.allow(terms.derivatives(), "lead to models that have descendants");
    if (terms.purposesAllowed().isEmpty()) {
      glance.may.add(
          "serve any purpose" + (terms.purposesForbidden().isEmpty() ? "" : " but those"));
    } else {
      terms.purposesAllowed().forEach(purpose -> glance.may.add("serve “" + purpose + "”"));
      glance.mayNot.add("serve any other purpose");
    }
    terms.purposesForbidden().forEach(purpose -> glance.mayNot.add("serve “" + purpose + "”"));
    if (terms.invitationOnly()) {
      glance.mayNot.add("be used by whom its owner did not invite");
    }
    glance.fact("Price of a grant", Show.amount(terms.priceWei()));
    glance.fact("Owner's least share", Show.share(terms.revenueShareBp()));
    glance.fact("Iterations per grant", Show.count(terms.iterations()));
    glance.fact("Released numbers per grant", Show.count(terms.releasedScalars()));
    glance.fact("A grant lasts", Show.duration(terms.duration()));
    if (!terms.releases().isEmpty()) {
      glance.fact("May release", String.join(", ", terms.releases()));
    }
    return glance.panel();
  }

  private void allow(Boolean allowed, String what) {
    (allowed ? may : mayNot).add(what);
  }

  private void fact(String name, String value) {
    facts.add(Show.fact(name, value));
  }

  private Html panel() {
    return Html.all(
        el(
            "div",
            at("class", "may"),
            half("May", "yes", may),
            mayNot.isEmpty() ? Html.NONE : half("May not", "no", mayNot)),
        el("dl", at("class", "facts"), facts));
  }

  private static Html half(String title, String style, List<String> items) {
    List<Html> list = items.stream().map(item -> el("li", item)).toList();
    return el("div", at("class", style), el("h3", title), el("ul", list));
  }

  static Html orUnknown(Optional<Html> panel) {
    return panel.orElseGet(
        () ->
            el(
                "p",
                "Unknown: it is not registered on the chain that this market follows. Ask its owner"
                    + " before you use it."));
  }
}
