package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.DatasetVersion;
import dev.lineal.lineage.chain.Datasets;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal chain datasets}: the newest version of every dataset. */
@Command(
    name = "datasets",
    description =
        "The newest version of every dataset on the chain, and one hash over them all, which"
            + " changes when any owner registers another.")
public final class ChainDatasetsCommand extends ReportedCommand {
  @Mixin private ChainOptions chain;

  @Option(names = "--study", description = "Datasets of this study only.")
  private String study;

  ChainDatasetsCommand() {
    super("lineal.chain.datasets/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    Datasets datasets = chain.open().datasets();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    LongStream.rangeClosed(1, datasets.count())
        .filter(number -> study == null || study.equals(datasets.study(number)))
        .forEach(number -> list.add(newest(datasets, number)));
    list.forEach(
        one ->
            out.printf(
                "%d of %s: version %d, %s, %d rows%n",
                one.get("dataset").asLong(),
                one.get("study").asText(),
                one.get("version").asInt(),
                one.get("content_root").asText(),
                one.get("rows").asLong()));
    report.with("datasets", list);
    byte[] all = list.toString().getBytes(StandardCharsets.UTF_8);
    report.with("versions_sha256", TextNode.valueOf(Sha256.hash(all).toString()));
  }

  private static ObjectNode newest(Datasets datasets, long number) {
    List<DatasetVersion> versions = datasets.versions(number);
    DatasetVersion newest = versions.get(versions.size() - 1);
    return JsonNodeFactory.instance
        .objectNode()
        .put("dataset", number)
        .put("owner", datasets.owner(number).text())
        .put("study", datasets.study(number))
        .put("version", versions.size() - 1)
        .put("content_root", newest.contentRoot().toString())
        .put("manifest_sha256", newest.manifest().toString())
        .put("rows", newest.rows());
  }
}
