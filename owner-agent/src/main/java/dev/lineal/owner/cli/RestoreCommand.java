package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.Backup;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.io.PrintStream;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner restore}. */
@Command(name = "restore", description = "Makes a new home from a backup.")
public final class RestoreCommand extends ReportedCommand {
  @Mixin private HomeOptions home;

  @Option(names = "--from", required = true, description = "A file that owner backup wrote.")
  private Path file;

  RestoreCommand() {
    super("lineal.owner.restore/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    try (Passphrase passphrase = home.passphrase();
        OwnerHome owner = Backup.restore(file, home.home(), passphrase, home.cost())) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      owner.studies().forEach(list::add);
      report.with("studies", list);
      out.println("restored to " + home.home() + ": " + owner.studies());
      out.println("Runs that were open when the backup was made cannot go on with this home.");
    }
  }
}
