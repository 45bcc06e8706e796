package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lineal.lineage.report.Report;
import java.io.PrintStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lineal model get N}. */
@Command(name = "get", description = "One model on chain.")
public final class ModelGetCommand extends ReportedCommand {
  @Mixin private ChainOptions chain;

  @Parameters(paramLabel = "MODEL", description = "Its number.")
  private long number;

  ModelGetCommand() {
    super("lineal.model.get/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    ObjectNode model = ChainJson.model(chain.open().models().model(number));
    report.with("model", model);
    out.println(model.toPrettyString());
  }
}
