package dev.lineal.lineage.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lineal.lineage.Main;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.Schemas;
import dev.lineal.lineage.read.LineageGraph;
import dev.lineal.lineage.read.LineageGraph.Direction;
import dev.lineal.lineage.read.LineageTables;
import dev.lineal.lineage.read.StoredManifest;
import dev.lineal.lineage.verify.Bundle;
import dev.lineal.lineage.verify.BundleSamples;
import dev.lineal.lineage.verify.OwnerProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written by Spark, read by Delta Kernel. */
class LineageStoreTest {
  private static final Bundle PARENT = BundleSamples.bundle();
  private static final Bundle CHILD = BundleSamples.child(PARENT.model().manifest());

  @TempDir private static Path folder;
  private static SparkSession spark;

  @BeforeAll
  static void writeBoth() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("lineage")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
    write(folder, PARENT);
    write(folder, CHILD);
    write(folder, PARENT);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static void write(Path folder, Bundle bundle) {
    LineageStore store = new LineageStore(spark, folder.toString());
    for (OwnerProof owner : bundle.owners()) {
      store.append(owner.dataset());
    }
    store.append(bundle.plan().plan());
    store.append(bundle.run().manifest(), bundle.steps());
    store.append(bundle.model().manifest());
  }

  @Test
  void kernelReadsWhatSparkWroteAndNothingTwice() {
    LineageTables.Manifests found = new LineageTables(folder).manifests();
    assertEquals(List.of(), found.faults());
    assertEquals(10, found.good().size());
    Sha256 id = CHILD.model().manifest().sha256();
    assertEquals(new StoredManifest.OfModel(id, CHILD.model().manifest()), found.good().get(id));
    assertEquals(10, count("manifests"));
    assertEquals(2 * PARENT.steps().size(), count("iterations"));
    assertEquals(2, count("models"));
  }

  private static long count(String table) {
    return spark.read().format("delta").load(folder.resolve(table).toString()).count();
  }

  @Test
  void anEarlierVersionShowsTheEarlierState() {
    LineageTables tables = new LineageTables(folder);
    Sha256 parent = PARENT.model().manifest().sha256();
    Sha256 child = CHILD.model().manifest().sha256();
    // Version 0 makes the table, 1 and 2 its checks; then one per document.
    LineageTables.Manifests then = tables.manifestsAt(7);
    assertEquals(5, then.good().size());
    assertTrue(then.good().containsKey(parent) && !then.good().containsKey(child));
    assertTrue(tables.manifests().good().containsKey(child));
  }

  @Test
  void deltaRefusesToChangeOrToTakeWhatIsFalse() {
    String manifests = "delta.`" + folder.resolve("manifests") + "`";
    assertRefused("UPDATE " + manifests + " SET kind = 'run'", "append");
    assertRefused("DELETE FROM " + manifests, "append");
    assertRefused(
        "INSERT INTO " + manifests + " VALUES ('" + "0".repeat(64) + "', 'run', '{}', now())",
        "check");
    assertRefused(
        "INSERT INTO " + manifests + " VALUES (sha2('{}', 256), 'other', '{}', now())", "check");
  }

  private static void assertRefused(String sql, String reason) {
    Exception refused = assertThrows(Exception.class, () -> spark.sql(sql).collect());
    String all = refused.getMessage().toLowerCase() + refused.getCause();
    assertTrue(all.toLowerCase().contains(reason), all);
  }

  @Test
  void aCorruptRowIsReportedAndNeverServed(@TempDir Path broken) {
    write(broken, PARENT);
    String manifests = broken.resolve("manifests").toString();
    spark.sql("ALTER TABLE delta.`" + manifests + "` DROP CONSTRAINT check_0");
    spark.sql("ALTER TABLE delta.`" + manifests + "` DROP CONSTRAINT check_1");
    spark.sql(
        "INSERT INTO delta.`%s` SELECT sha256, kind, replace(document, 'digit', 'cat'), recorded_at FROM delta.`%s` WHERE kind = 'model'"
            .formatted(manifests, manifests));
    spark.sql(
        "INSERT INTO delta.`%s` VALUES (sha2('{}', 256), 'model', '{}', now())"
            .formatted(manifests));
    spark.sql(
        "INSERT INTO delta.`%s` VALUES (sha2('x', 256), 'other', 'x', now())".formatted(manifests));
    LineageTables.Manifests found = new LineageTables(broken).manifests();
    assertEquals(5, found.good().size());
    assertEquals(3, found.faults().size());
    String faults = String.join(" ", found.faults());
    assertTrue(faults.contains("has another text, of SHA-256"), faults);
    assertTrue(faults.contains("cannot be read: The model manifest has a fault at"), faults);
    assertTrue(faults.contains("is of no known kind"), faults);
    assertEquals(
        1, Main.run("lineage", "three-or-eight", "--store", broken.toString(), "--format", "dot"));
  }

  @Test
  void ancestorsAndDescendantsAreFound() {
    LineageGraph graph = new LineageGraph(new LineageTables(folder).manifests().good().values());
    Sha256 child = CHILD.model().manifest().sha256();
    Sha256 parent = PARENT.model().manifest().sha256();
    Set<Sha256> up = ids(graph.view(child, Direction.UP));
    assertEquals(10, up.size());
    assertTrue(up.contains(parent));
    Sha256 dataset = PARENT.owners().get(0).dataset().sha256();
    assertTrue(up.contains(dataset));
    LineageGraph.View down = graph.view(dataset, Direction.DOWN);
    assertEquals(
        Set.of(parent, child),
        down.nodes().stream()
            .filter(node -> node.kind().equals("model"))
            .map(LineageGraph.Node::id)
            .collect(Collectors.toSet()));
    assertTrue(graph.view(child, Direction.DOWN).edges().isEmpty());
  }

  private static Set<Sha256> ids(LineageGraph.View view) {
    return view.nodes().stream().map(LineageGraph.Node::id).collect(Collectors.toSet());
  }

  @Test
  void theCommandWritesItsSchema(@TempDir Path out) throws IOException {
    Path json = out.resolve("lineage.json");
    String dataset = PARENT.owners().get(0).dataset().sha256().toString();
    int exit =
        Main.run(
            "lineage", dataset, "--down", "--store", folder.toString(), "--json", json.toString());
    assertEquals(0, exit);
    String text = Files.readString(json);
    assertEquals(List.of(), Schemas.faults(Schemas.of("report/lineage-1.json"), text));
    JsonNode report = new ObjectMapper().readTree(text);
    assertEquals(dataset, report.get("root").asText());
    assertEquals(2, Main.run("lineage", "nobody", "--store", folder.toString()));
  }
}
