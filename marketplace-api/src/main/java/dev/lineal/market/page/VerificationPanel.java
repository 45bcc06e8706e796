package dev.lineal.market.page;

import static dev.lineal.market.page.Html.at;
import static dev.lineal.market.page.Html.el;

import dev.lineal.lineage.verify.Finding;
import dev.lineal.lineage.verify.Verification;
import dev.lineal.market.index.Verdict;
import java.util.List;
import java.util.Optional;

/** What was checked of a model, what came of it, and what nobody checked. */
final class VerificationPanel {
  private VerificationPanel() {}

  static Html of(Optional<Verdict> verdict) {
    return el(
        "section",
        at("class", "panel"),
        at("id", "verification"),
        el("h2", "Verification"),
        verdict
            .map(VerificationPanel::content)
            .orElseGet(() -> el("p", "Others are being verified: load this page again.")));
  }

  private static Html content(Verdict verdict) {
    if (verdict.verification().isEmpty()) {
      return el(
          "p",
          "Nothing was checked: this market has no bundle of this model. Its manifest has the hash by"
              + " which it is known, and that is all.");
    }
    Verification verification = verdict.verification().get();
    List<Html> rows = verification.findings().stream().map(VerificationPanel::row).toList();
    List<Html> limits = verification.limits().stream().map(limit -> el("li", limit)).toList();
    return Html.all(
        el("p", summary(verification), " Checked here ", Show.time(verdict.at()), took(verdict)),
        el("ul", at("class", "checks"), rows),
        el("h3", "What no check here covers"),
        el("ul", limits),
        el(
            "p",
            at("class", "muted small"),
            "Check it yourself: download the bundle and run ",
            el("code", "lineal verify BUNDLE"),
            "."));
  }

  private static String took(Verdict verdict) {
    return " in %d ms, %s."
        .formatted(verdict.millis(), verdict.online() ? "asking the chain" : "without a chain");
  }

  private static Html summary(Verification verification) {
    long ok = count(verification, Finding.Status.OK);
    long failed = count(verification, Finding.Status.FAILED);
    long open = count(verification, Finding.Status.NOT_CHECKED);
    String text =
        "%d of %d checks hold, %d failed, %d could not be made."
            .formatted(ok, verification.findings().size(), failed, open);
    return el("strong", text);
  }

  private static long count(Verification verification, Finding.Status status) {
    return verification.findings().stream().filter(one -> one.status() == status).count();
  }

  /** Nothing for a check that was not begun. */
  private static String took(Finding finding) {
    return finding.took().isZero() ? "" : Show.millis(finding.millis());
  }

  private static Html row(Finding finding) {
    Html reason =
        finding.reason().isEmpty()
            ? Html.NONE
            : el("span", at("class", "reason"), finding.reason());
    return el(
        "li",
        Show.status(finding.status().text()),
        el("code", finding.check().text()),
        el("span", at("class", "proves"), finding.check().proves(), reason),
        el("span", at("class", "took"), took(finding)));
  }
}
