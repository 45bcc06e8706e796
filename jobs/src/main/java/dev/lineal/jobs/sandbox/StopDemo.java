package dev.lineal.jobs.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.Result;
import dev.lineal.lineage.report.Report;

/** Stops what a demonstration left running. */
record StopDemo(LeftRunning running) implements Action<StopDemo.Stopped> {
  /** How many processes were running. */
  record Stopped(int processes) implements Result {
    @Override
    public void addTo(Report report) {
      report.with("stopped", JsonNodeFactory.instance.numberNode(processes));
    }

    @Override
    public String summary() {
      return processes + " processes stopped";
    }
  }

  @Override
  public Stopped execute() {
    return new Stopped(running.stop());
  }
}
