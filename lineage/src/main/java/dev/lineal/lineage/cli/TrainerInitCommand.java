package dev.lineal.lineage.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.lineal.lineage.chain.Keystore;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.trainer.Passphrases;
import dev.lineal.lineage.trainer.TrainerHome;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal trainer init}. */
@Command(
    name = "init",
    description =
        "Makes a trainer's home: a wallet that signs plans, an identity that signs manifests, and a"
            + " key that opens releases.")
public final class TrainerInitCommand extends ReportedCommand {
  @Option(names = "--home", required = true, description = "A directory that only you can read.")
  private Path home;

  @Option(
      names = "--passphrase-file",
      description = "First line is the passphrase; else LINEAL_PASSPHRASE, else a prompt.")
  private Path passphraseFile;

  TrainerInitCommand() {
    super("lineal.trainer.init/1");
  }

  @Override
  protected void run(Report report, PrintStream out) {
    char[] passphrase = Passphrases.find(passphraseFile, home);
    try (TrainerHome trainer = TrainerHome.create(home, passphrase, Keystore.Cost.STANDARD)) {
      String wallet = trainer.wallet().address().text();
      String sealing = trainer.sealing().publicKey().text();
      String identity = trainer.identity().publicKey().text();
      report
          .with("home", TextNode.valueOf(home.toString()))
          .with("wallet", TextNode.valueOf(wallet))
          .with("identity_key", TextNode.valueOf(identity))
          .with("sealing_key", TextNode.valueOf(sealing));
      out.println("home      " + home);
      out.println("wallet    " + wallet);
      out.println("identity  " + identity);
      out.println("sealing   " + sealing);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }
}
