package dev.lineal.jobs.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.publish.Publish;
import dev.lineal.jobs.publish.Published;
import dev.lineal.jobs.train.PlannedRun;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.Trained;
import dev.lineal.lineage.report.Report;

/**
 * A planned run from opening its sessions to the saved model.
 *
 * @param run plan, owners, tables
 * @param train everything up to the last iteration
 * @param publish everything behind it
 */
public record TrainModel(PlannedRun run, Action<Trained> train, Publish publish)
    implements Action<TrainModel.Made> {

  /** Both ends, and what the iterations took. */
  public record Made(Trained trained, Published published, IterationFigures figures)
      implements Result {
    @Override
    public void addTo(Report report) {
      trained.addTo(report);
      published.addTo(report);
      figures.addTo(report);
      report.with("model_sha256", JsonNodeFactory.instance.textNode(published.file().toString()));
    }

    @Override
    public String summary() {
      return trained.summary() + "\n" + published.summary();
    }
  }

  @Override
  public Made execute() {
    Trained trained = train.execute();
    IterationFigures figures =
        IterationFigures.of(new RunStore(run.spark(), run.store()), trained.run());
    return new Made(trained, publish.execute(), figures);
  }
}
