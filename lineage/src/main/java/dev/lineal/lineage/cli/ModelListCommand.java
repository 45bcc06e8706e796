package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.chain.ChainModel;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lineal model list}. */
@Command(name = "list", description = "All models on chain.")
public final class ModelListCommand extends ReportedCommand {
  @Mixin private ChainOptions chain;

  ModelListCommand() {
    super("lineal.model.list/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    LinealChain opened = chain.open();
    ArrayNode models = JsonNodeFactory.instance.arrayNode();
    long count = opened.models().count();
    for (long number = 1; number <= count; number++) {
      ChainModel model = opened.models().model(number);
      models.add(ChainJson.model(model));
      out.printf(
          "%d manifest %s, %s wei per call, %d contributors, parents %s%n",
          number,
          model.versions().get(model.versions().size() - 1).manifest(),
          model.terms().pricePerCallWei(),
          model.contributors().size(),
          model.parents().stream().map(parent -> parent.model()).toList());
    }
    report.with("models", models);
  }
}
