package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.shard.DatasetEncryption;
import dev.lineal.owner.shard.EncryptResult;
import dev.lineal.owner.shard.ProgressLine;
import dev.lineal.owner.shard.PublishedDataset;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner encrypt}. */
@Command(
    name = "encrypt",
    description =
        "Checks, standardises and encrypts this owner's rows, and publishes them for owner serve."
            + " Goes on where an earlier run was cut off.")
public final class EncryptCommand extends ReportedCommand {
  @Mixin private HomeOptions home;

  @Option(names = "--study", required = true, description = "Id of a study with keys and moments.")
  private String study;

  @Option(names = "--data", required = true, description = "The rows: a .csv or .parquet file.")
  private Path data;

  EncryptCommand() {
    super("lineal.owner.encrypt/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    ProgressLine progress = ProgressLine.on(System.err);
    try (OwnerHome owner = home.open()) {
      DatasetEncryption encryption =
          new DatasetEncryption(owner.study(study), owner.binding(), data, progress);
      if (home.insecureTest()) {
        encryption.withInsecureTestParameters();
      }
      EncryptResult result = encryption.execute();
      progress.end();
      fill(report, result);
      tell(out, result);
    } finally {
      progress.end();
    }
  }

  private static void fill(Report report, EncryptResult result) {
    PublishedDataset dataset = result.dataset();
    DatasetManifest manifest = dataset.manifest();
    ObjectNode faults = JsonNodeFactory.instance.objectNode();
    result.faults().forEach((rule, count) -> faults.put(rule.text().replace('-', '_'), count));
    report
        .with("study", TextNode.valueOf(manifest.study()))
        .with("content_root", TextNode.valueOf(dataset.id()))
        .with("manifest_sha256", TextNode.valueOf(dataset.manifestSha256().toString()))
        .with("rows", LongNode.valueOf(manifest.rows()))
        .with("columns", IntNode.valueOf(manifest.shards().get(0).columns()))
        .with("shards", IntNode.valueOf(manifest.shards().size()))
        .with("shard_bytes", LongNode.valueOf(dataset.bytes()))
        .with("fresh", BooleanNode.valueOf(result.fresh()))
        .with(
            "resumed_shards",
            result.fresh()
                ? IntNode.valueOf(result.resumedShards())
                : JsonNodeFactory.instance.nullNode())
        .with(
            "rows_rejected",
            result.fresh()
                ? LongNode.valueOf(result.rejectedRows())
                : JsonNodeFactory.instance.nullNode())
        .with("faults", result.fresh() ? faults : JsonNodeFactory.instance.nullNode());
  }

  private static void tell(PrintStream out, EncryptResult result) {
    PublishedDataset dataset = result.dataset();
    DatasetManifest manifest = dataset.manifest();
    if (!result.fresh()) {
      out.println("These rows were encrypted before; nothing was done.");
    }
    out.println("dataset   " + dataset.id());
    out.println("manifest  " + dataset.manifestSha256());
    out.printf(
        "rows      %,d in %,d shards of %,d bytes together%n",
        manifest.rows(), manifest.shards().size(), dataset.bytes());
    if (result.rejectedRows() > 0) {
      out.printf(
          "rejected  %,d rows; every fault is in %s%n", result.rejectedRows(), dataset.rejected());
    }
  }
}
