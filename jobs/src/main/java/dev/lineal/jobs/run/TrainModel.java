package dev.lineal.jobs.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.publish.Publish;
import dev.lineal.jobs.publish.Published;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.Trained;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.licence.RunOpening;
import dev.lineal.lineage.report.Report;
import java.util.Optional;

/**
 * A planned run from opening it, on the chain and with its owners, to the saved model.
 *
 * @param run plan, owners, tables
 * @param train everything up to the last iteration
 * @param publish everything behind it
 */
public record TrainModel(PlannedRun run, Action<Trained> train, Publish publish)
    implements Action<TrainModel.Made> {

  /**
   * Both ends, and what the iterations took.
   *
   * @param opened the transaction that opened the run, where this job sent it
   */
  public record Made(
      Optional<MinedTransaction> opened,
      Trained trained,
      Published published,
      IterationFigures figures)
      implements Result {
    @Override
    public void addTo(Report report) {
      trained.addTo(report);
      published.addTo(report);
      figures.addTo(report);
      JsonNodeFactory json = JsonNodeFactory.instance;
      report.with("open_run_gas", json.pojoNode(opened.map(MinedTransaction::gas).orElse(null)));
      report.with("model_sha256", json.textNode(published.file().toString()));
    }

    @Override
    public String summary() {
      return trained.summary() + "\n" + published.summary();
    }
  }

  @Override
  public Made execute() {
    Optional<MinedTransaction> opened =
        run.grants()
            .chain()
            .flatMap(
                chain ->
                    RunOpening.open(chain, chain.writer(publish.trainer().wallet()), run.plan()));
    Trained trained = train.execute();
    IterationFigures figures =
        IterationFigures.of(new RunStore(run.spark(), run.store()), trained.run());
    return new Made(opened, trained, publish.execute(), figures);
  }
}
