package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.LineageErrors;
import dev.lineal.lineage.read.LineageGraph;
import dev.lineal.lineage.read.LineageGraph.Direction;
import dev.lineal.lineage.read.LineageTables;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lineal lineage MODEL}: what it came from, or which models learned from a dataset. */
@Command(name = "lineage", description = "Ancestors of a model, or descendants of a dataset.")
public final class LineageViewCommand extends ReportedCommand {
  @Parameters(
      paramLabel = "MODEL",
      description = "A model's name, name@version, or any manifest's SHA-256.")
  private String name;

  @Option(names = "--store", required = true, description = "Folder of the lineage tables.")
  private Path store;

  @Option(names = "--format", defaultValue = "text", description = "text, json or dot.")
  private GraphText format;

  @ArgGroup private Way way;

  /** One direction. */
  static final class Way {
    @Option(names = "--up", required = true, description = "What it was made from (default).")
    private boolean up;

    @Option(names = "--down", required = true, description = "What was made from it.")
    private boolean down;
  }

  LineageViewCommand() {
    super("lineal.lineage/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LineageTables.Manifests found = new LineageTables(store).manifests();
    ArrayNode faults = JsonNodeFactory.instance.arrayNode();
    found.faults().forEach(faults::add);
    Direction direction = way != null && way.down ? Direction.DOWN : Direction.UP;
    LineageGraph graph = new LineageGraph(found.good().values());
    LineageGraph.View view = graph.view(graph.find(name), direction);
    ObjectNode fields = GraphText.object(view);
    fields.fieldNames().forEachRemaining(field -> report.with(field, fields.get(field)));
    report.with("faults", faults);
    out.print(format.of(view));
    if (!found.faults().isEmpty()) {
      throw LineageErrors.corruptManifests(found.faults());
    }
  }
}
