package dev.lineal.lineage.openlineage;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.model.ModelManifest;
import io.openlineage.client.OpenLineage;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A run as OpenLineage (1.x) tells it, a function of plan and manifests alone: datasets and models
 * are named by what is the same in every version of them, their versions are hashes.
 */
public final class LineageEvents {
  /** Of every job, dataset and model here. */
  public static final String NAMESPACE = "lineal";

  private static final URI PRODUCER = URI.create("https://lineal.dev/lineage");
  private static final OpenLineage EVENTS = new OpenLineage(PRODUCER);

  private final RunPlan plan;
  private final RunManifest run;
  private final ModelManifest model;

  private LineageEvents(RunPlan plan, RunManifest run, ModelManifest model) {
    this.plan = plan;
    this.run = run;
    this.model = model;
  }

  /** The run's start and its end, which made the model. */
  public static List<OpenLineage.RunEvent> of(RunPlan plan, RunManifest run, ModelManifest model) {
    LineageEvents events = new LineageEvents(plan, run, model);
    return List.of(
        events.event(OpenLineage.RunEvent.EventType.START, run.started(), List.of()),
        events.event(
            OpenLineage.RunEvent.EventType.COMPLETE, run.finished(), List.of(events.output())));
  }

  /** A UUID of version 8 (RFC 9562) with the first bits of the run's id. */
  public static UUID runId(Sha256 plan) {
    ByteBuffer bytes = ByteBuffer.wrap(plan.bytes());
    long high = bytes.getLong() & ~0xf000L | 0x8000L;
    long low = bytes.getLong() & ~(0b11L << 62) | 0b10L << 62;
    return new UUID(high, low);
  }

  private OpenLineage.RunEvent event(
      OpenLineage.RunEvent.EventType type, Instant time, List<OpenLineage.OutputDataset> outputs) {
    return EVENTS
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(ZonedDateTime.ofInstant(time, ZoneOffset.UTC))
        .run(
            EVENTS
                .newRunBuilder()
                .runId(runId(plan.sha256()))
                .facets(EVENTS.newRunFacetsBuilder().put("lineal_run", facet()).build())
                .build())
        .job(EVENTS.newJobBuilder().namespace(NAMESPACE).name("train/" + plan.study()).build())
        .inputs(plan.datasets().stream().map(this::input).toList())
        .outputs(outputs)
        .build();
  }

  /** The hashes that name everything exactly. */
  private OpenLineage.RunFacet facet() {
    OpenLineage.RunFacet facet = EVENTS.newRunFacet();
    facet
        .getAdditionalProperties()
        .putAll(
            Map.of(
                "plan_sha256", plan.sha256().toString(),
                "run_manifest_sha256", run.sha256().toString(),
                "model_manifest_sha256", model.sha256().toString(),
                "task", plan.training().task().text(),
                "trainer", plan.trainer().text(),
                "git_commit", plan.code().gitCommit(),
                "jar_sha256", plan.code().jar().toString()));
    return facet;
  }

  private OpenLineage.InputDataset input(PlannedDataset dataset) {
    return EVENTS
        .newInputDatasetBuilder()
        .namespace(NAMESPACE)
        .name("datasets/%s/%s".formatted(plan.study(), dataset.owner().text()))
        .facets(facets(dataset.manifest(), dataset.owner().text(), "owner"))
        .build();
  }

  private OpenLineage.OutputDataset output() {
    return EVENTS
        .newOutputDatasetBuilder()
        .namespace(NAMESPACE)
        .name("models/" + model.name().name())
        .facets(facets(model.sha256(), plan.trainer().text(), "trainer"))
        .build();
  }

  private static OpenLineage.DatasetFacets facets(Sha256 version, String wallet, String role) {
    return EVENTS
        .newDatasetFacetsBuilder()
        .version(EVENTS.newDatasetVersionDatasetFacet(version.toString()))
        .ownership(
            EVENTS.newOwnershipDatasetFacet(
                List.of(EVENTS.newOwnershipDatasetFacetOwners(wallet, role))))
        .build();
  }
}
