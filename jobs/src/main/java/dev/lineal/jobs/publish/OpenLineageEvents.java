package dev.lineal.jobs.publish;

import dev.lineal.lineage.LineageException;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.openlineage.EventSink;
import dev.lineal.lineage.openlineage.LineageEvents;

/** Tells of a publication where {@value #VARIABLE} says, if it does; nothing depends on it. */
final class OpenLineageEvents {
  private static final String VARIABLE = "LINEAL_OPENLINEAGE";

  private OpenLineageEvents() {}

  static void tell(RunPlan plan, RunManifest run, ModelManifest model) {
    String target = System.getenv(VARIABLE);
    if (target == null || target.isBlank()) {
      return;
    }
    try {
      EventSink.at(target).emit(LineageEvents.of(plan, run, model));
    } catch (LineageException | IllegalArgumentException untold) {
      System.err.println("lineal: warning: " + untold.getMessage());
    }
  }
}
