package dev.lineal.lineage.store;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.Samples;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.model.ModelName;
import dev.lineal.lineage.model.ModelSources;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleSamples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/**
 * Appends to lineage tables what a large market has, in one commit: {@code FOLDER MODELS}. Each
 * model comes with a run of its own over two datasets of its own, so four entries of lists and two
 * grants.
 */
public final class ManyManifests {
  private static final List<String> THINGS =
      List.of("digit", "tumour", "price", "fault", "churn", "yield", "credit", "sleep");
  private static final List<String> PLACES =
      List.of("ward", "field", "branch", "plant", "street", "lab", "shop", "port", "school");

  private final Bundle sample = BundleSamples.bundle();

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int models = Integer.parseInt(arguments[1]);
    SparkSession spark = MarketTables.session(folder);
    ManyManifests many = new ManyManifests();
    List<Row> rows = IntStream.range(0, models).boxed().flatMap(many::rows).toList();
    spark
        .createDataFrame(rows, LineageTable.MANIFESTS.schema())
        .coalesce(1)
        .write()
        .format("delta")
        .mode("append")
        .save(folder.resolve(LineageTable.MANIFESTS.text()).toString());
    spark.stop();
  }

  private Stream<Row> rows(int number) {
    List<DatasetManifest> datasets =
        IntStream.range(0, 2).mapToObj(owner -> dataset(owner, number)).toList();
    RunPlan plan = plan(number, datasets);
    RunManifest run = run(plan);
    ModelManifest model = model(number, plan, run);
    return Stream.of(
        row("dataset", datasets.get(0).canonicalBytes()),
        row("dataset", datasets.get(1).canonicalBytes()),
        row("run-plan", plan.canonicalBytes()),
        row("run", run.canonicalBytes()),
        row("model", model.canonicalBytes()));
  }

  private static Row row(String kind, byte[] text) {
    return RowFactory.create(
        Sha256.hash(text).toString(),
        kind,
        new String(text, StandardCharsets.UTF_8),
        Timestamp.from(Instant.EPOCH));
  }

  private static String study(int number) {
    return "study-" + PLACES.get(number % PLACES.size());
  }

  private DatasetManifest dataset(int owner, int number) {
    DatasetManifest one = sample.owners().get(owner).dataset();
    return new DatasetManifest(
        study(number),
        one.owner(),
        one.identityKey(),
        one.schemaSha256(),
        one.rows(),
        one.blockRows(),
        one.parameterSet(),
        one.jointKey(),
        one.shards(),
        one.contentRoot(),
        one.rawRowsCommitment(),
        one.created().plusSeconds(number));
  }

  private RunPlan plan(int number, List<DatasetManifest> datasets) {
    RunPlan one = sample.plan().plan();
    List<PlannedDataset> planned =
        IntStream.range(0, 2)
            .mapToObj(owner -> planned(one.datasets().get(owner), datasets.get(owner), number))
            .toList();
    return new RunPlan(
        study(number),
        one.purpose(),
        planned,
        one.code(),
        one.training(),
        one.encryption(),
        one.floor(),
        one.batches(),
        one.releases(),
        one.keepRefreshed(),
        one.trainer(),
        one.licensee(),
        one.parent(),
        one.validation(),
        Samples.hash("nonce " + number));
  }

  private static PlannedDataset planned(PlannedDataset one, DatasetManifest dataset, int number) {
    return new PlannedDataset(
        one.owner(),
        one.contentRoot(),
        dataset.sha256(),
        one.rows(),
        one.blocks(),
        Samples.hash("grant %s %d".formatted(one.owner(), number)));
  }

  private RunManifest run(RunPlan plan) {
    RunManifest one = sample.run().manifest();
    return new RunManifest(
        plan.sha256(),
        one.trainer(),
        one.clusterVerified(),
        one.keepRefreshed(),
        one.iterations(),
        one.iterationRoot(),
        one.leaves(),
        one.clusterState(),
        one.owners(),
        one.started(),
        one.finished());
  }

  private ModelManifest model(int number, RunPlan plan, RunManifest run) {
    ModelManifest one = sample.model().manifest();
    String thing = THINGS.get(number % THINGS.size());
    return new ModelManifest(
        new ModelName(thing + "-" + PLACES.get(number % PLACES.size()) + "-" + number, 1),
        one.task(),
        one.trainer(),
        plan.study(),
        one.purpose(),
        one.files(),
        new ModelSources(
            plan.sha256(),
            run.sha256(),
            one.sources().studySchema(),
            one.sources().moments(),
            Optional.empty()),
        Contributors.byRows(plan),
        one.metrics(),
        one.published().plusSeconds(number));
  }
}
