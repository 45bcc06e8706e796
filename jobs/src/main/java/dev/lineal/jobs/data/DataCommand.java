package dev.lineal.jobs.data;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code data}: a public data set as CSV files. */
@Command(name = "data", description = "Writes a public data set as CSV files.")
public final class DataCommand extends JobCommand {
  @Option(names = "--set", required = true, description = "Such as breast-cancer or mnist-3v8.")
  private String set;

  @Option(names = "--out", required = true, description = "Folder for train.csv and test.csv.")
  private Path out;

  @Option(names = "--owners", defaultValue = "0", description = "Also part-0.csv and so on.")
  private int owners;

  @Override
  protected String schema() {
    return "lineal.data/1";
  }

  @Override
  protected Action<?> action() {
    return new WriteDataSet(PublicDataSet.named(set), out, owners, PackageCache.ofUser());
  }
}
