package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.report.ExitCode;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.OwnerException;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.policy.OwnerRules;
import dev.lineal.owner.policy.PlanReview;
import dev.lineal.owner.policy.Refusal;
import dev.lineal.owner.serve.PlanReviewer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lineal owner review PLAN}. */
@Command(
    name = "review",
    description =
        "Says what a run would learn, take and pay, and whether this owner would answer it. Answers"
            + " nothing.")
public final class ReviewCommand extends ReportedCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private HomeOptions home;

  @Parameters(paramLabel = "PLAN", description = "File of a run plan.")
  private Path file;

  @ArgGroup(multiplicity = "1")
  private LedgerOptions ledger;

  ReviewCommand() {
    super("lineal.owner.review/1");
  }

  @Override
  protected void run(Report report, PrintStream out) throws IOException {
    RunPlan plan = plan(Files.readAllBytes(file));
    try (OwnerHome owner = home.open()) {
      PlanReview review = PlanReviewer.review(owner, ledger.open(), rules(), plan);
      fill(report, plan, review);
      tell(out, plan, review);
      if (!review.refusals().isEmpty()) {
        Refusal first = review.refusals().get(0);
        throw new OwnerException(ExitCode.REFUSED, first.rule(), first.reason(), first.action());
      }
    }
  }

  /** A plan by itself, or with its trainer's signature, as lineal plan writes it. */
  private static RunPlan plan(byte[] file) throws IOException {
    JsonNode signed = JSON.readTree(file).path("plan");
    return RunPlan.parse(
        signed.isTextual() ? signed.asText().getBytes(StandardCharsets.UTF_8) : file);
  }

  private OwnerRules rules() {
    OwnerRules rules = OwnerRules.DEFAULT;
    OwnerRules.InsecureSets insecure =
        home.insecureTest() ? OwnerRules.InsecureSets.ALLOWED_FOR_TESTS : rules.insecureSets();
    return new OwnerRules(rules.minRows(), rules.maxRequestBytes(), rules.maxAnswers(), insecure);
  }

  private static void fill(Report report, RunPlan plan, PlanReview review) {
    ArrayNode releases = JsonNodeFactory.instance.arrayNode();
    plan.releases()
        .forEach(r -> releases.addObject().put("name", r.name()).put("scalars", r.scalars()));
    ArrayNode refusals = JsonNodeFactory.instance.arrayNode();
    review
        .refusals()
        .forEach(r -> refusals.addObject().put("rule", r.rule()).put("reason", r.reason()));
    ArrayNode sigmas = JsonNodeFactory.instance.arrayNode();
    review.sigmaBits().forEach(sigmas::add);
    JsonNode price =
        review
            .priceWei()
            .<JsonNode>map(wei -> TextNode.valueOf(wei.toString()))
            .orElse(JsonNodeFactory.instance.nullNode());
    report
        .with("run", TextNode.valueOf(review.run().toString()))
        .with("study", TextNode.valueOf(plan.study()))
        .with("purpose", TextNode.valueOf(plan.purpose()))
        .with("trainer", TextNode.valueOf(plan.trainer().text()))
        .with("iterations", LongNode.valueOf(plan.iterations()))
        .with("releases", releases)
        .with("price_wei", price)
        .with("answers", LongNode.valueOf(review.answers()))
        .with("answers_before", LongNode.valueOf(review.answeredBefore()))
        .with("released_scalars", LongNode.valueOf(review.scalars()))
        .with("released_scalars_before", LongNode.valueOf(review.releasedBefore()))
        .with("released_scalars_max", LongNode.valueOf(review.maxScalars()))
        .with("sigma_bits", sigmas)
        .with("refusals", refusals);
  }

  private static void tell(PrintStream out, RunPlan plan, PlanReview review) {
    out.println("run       " + review.run());
    out.println("for       " + plan.purpose() + ", by " + plan.trainer());
    out.println("code      commit " + plan.code().gitCommit() + ", jar " + plan.code().jar());
    plan.datasets().forEach(d -> out.printf("rows      %,d of %s%n", d.rows(), d.owner()));
    String names =
        plan.releases().stream()
            .map(r -> r.name() + " (" + r.scalars() + " numbers)")
            .collect(Collectors.joining(", "));
    out.printf(
        "learns    %s after %d iterations, sealed to %s; nothing else%n",
        names, plan.iterations(), plan.licensee());
    plan.validation()
        .ifPresent(
            form ->
                out.printf(
                    "measures  what each owner adds: %d solves, their loss on %,d rows of the"
                        + " trainer%n",
                    plan.solves(), form.rows()));
    out.printf(
        "released  %,d of %,d numbers of this key set, %,d before%n",
        review.releasedBefore() + review.scalars(), review.maxScalars(), review.releasedBefore());
    out.printf(
        "answers   %,d coefficients and traces, %,d before%n",
        review.answers(), review.answeredBefore());
    out.println("hidden by " + bits(review.sigmaBits()) + " bits in rounds 1 to 5");
    out.println(
        "pays      "
            + review.priceWei().map(wei -> wei + " wei").orElse("nothing: no valid grant"));
    review.refusals().forEach(r -> out.println("refused   " + r.rule() + ": " + r.reason()));
    if (review.refusals().isEmpty()) {
      out.println("This owner would answer it.");
    }
  }

  private static String bits(List<Double> sigmas) {
    return sigmas.stream()
        .map(bits -> String.format(java.util.Locale.ROOT, "%.1f", bits))
        .collect(Collectors.joining(", "));
  }
}
