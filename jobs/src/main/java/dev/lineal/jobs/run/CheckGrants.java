package dev.lineal.jobs.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.grants.RunGrants;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.licence.RunOpening;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.trainer.TrainerHome;
import java.time.Instant;
import java.util.Optional;

/**
 * The first step of a scheduled run: whether the plan is the trainer's and its grants cover it; on
 * a chain the run is opened there, which uses them up. Repeated, it finds the run open.
 *
 * @param signed plan and signature
 * @param study of the owners
 * @param grants where they are
 * @param trainer whose wallet opens the run
 */
public record CheckGrants(SignedRunPlan signed, Study study, RunGrants grants, TrainerHome trainer)
    implements Action<CheckGrants.Granted> {

  /**
   * Every grant covers the plan.
   *
   * @param opened the transaction that opened the run, where this step sent it
   */
  public record Granted(RunPlan plan, Optional<MinedTransaction> opened) implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with("run_id", json.textNode(plan.sha256().toString()));
      ArrayNode ids = json.arrayNode();
      plan.grants().forEach(grant -> ids.add(grant.toString()));
      report.with("grants", ids);
      report.with("open_run_gas", json.pojoNode(opened.map(MinedTransaction::gas).orElse(null)));
    }

    @Override
    public String summary() {
      return "%d grants cover run %s%s"
          .formatted(
              plan.grants().size(),
              plan.sha256(),
              opened.isPresent() ? "; opened on the chain" : "");
    }
  }

  @Override
  public Granted execute() {
    RunPlan plan = signed.plan();
    if (!plan.study().equals(study.id())) {
      throw JobErrors.usage(
          "The plan is of study %s, not of %s.".formatted(plan.study(), study.id()),
          "Name the study.json with which the plan was made.");
    }
    if (!plan.trainer().equals(trainer.wallet().address())) {
      throw JobErrors.usage(
          "The plan is of trainer %s, this home of %s."
              .formatted(plan.trainer(), trainer.wallet().address()),
          "Name the home of the trainer who signed the plan.");
    }
    signed.check(study.domain());
    Instant now = grants.chain().map(chain -> chain.node().now()).orElseGet(Instant::now);
    grants.requireOf(study).ledger().decide(plan, now).forEach(RunGrants::requireGranted);
    return new Granted(plan, grants.chain().flatMap(this::open));
  }

  private Optional<MinedTransaction> open(LinealChain chain) {
    return RunOpening.open(chain, chain.writer(trainer.wallet()), signed.plan());
  }
}
