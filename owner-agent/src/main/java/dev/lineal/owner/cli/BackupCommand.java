package dev.lineal.owner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.lineage.report.Report;
import dev.lineal.owner.home.Backup;
import dev.lineal.owner.home.OwnerHome;
import dev.lineal.owner.home.Passphrase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal owner backup}. */
@Command(
    name = "backup",
    description = "Writes wallet, identity and shares into one file, sealed by the passphrase.")
public final class BackupCommand extends ReportedCommand {
  @Mixin private HomeOptions home;

  @Option(names = "--out", required = true, description = "A new file.")
  private Path file;

  BackupCommand() {
    super("lineal.owner.backup/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    try (Passphrase passphrase = home.passphrase();
        OwnerHome owner = OwnerHome.open(home.home(), passphrase)) {
      List<String> studies = Backup.write(owner, passphrase, home.cost(), file);
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      studies.forEach(list::add);
      report.with("studies", list);
      out.println(
          "backed up to " + file + ": the identity, the wallet and the shares of " + studies);
    }
  }
}
