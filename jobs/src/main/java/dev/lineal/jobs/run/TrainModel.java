package dev.lineal.jobs.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.publish.Publish;
import dev.lineal.jobs.train.RunStore;
import dev.lineal.jobs.train.TrainLogistic;
import dev.lineal.lineage.report.Report;

/**
 * A planned run from opening its sessions to the saved model.
 *
 * @param train everything up to the last iteration
 * @param publish everything behind it
 */
public record TrainModel(TrainLogistic train, Publish publish) implements Action<TrainModel.Made> {

  /** Both ends, and what the iterations took. */
  public record Made(
      TrainLogistic.Trained trained, Publish.Published published, IterationFigures figures)
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
    TrainLogistic.Trained trained = train.execute();
    IterationFigures figures =
        IterationFigures.of(new RunStore(train.spark(), train.store()), trained.run());
    return new Made(trained, publish.execute(), figures);
  }
}
