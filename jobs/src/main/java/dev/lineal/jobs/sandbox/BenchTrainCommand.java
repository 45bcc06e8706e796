package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SplitTable;
import dev.lineal.jobs.data.SyntheticTable;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lineal bench train}. */
@Command(
    name = "train",
    description = "Times a training with owners, trainer and Spark as processes.")
public final class BenchTrainCommand extends JobCommand {
  private static final String SYNTHETIC = "synthetic";

  @Option(
      names = "--data",
      defaultValue = "mnist-3v8",
      description = "A public data set, or synthetic.")
  private String data;

  @Option(names = "--rows", defaultValue = "100000", description = "Of synthetic data.")
  private int rows;

  @Option(names = "--features", defaultValue = "32", description = "Of synthetic data.")
  private int features;

  @Option(names = "--iterations", defaultValue = "32", description = "Of the training.")
  private int iterations;

  @Option(names = "--owners", defaultValue = "3", description = "Number of data owners.")
  private int owners;

  @Option(names = "--master", defaultValue = "local[*]", description = "For spark-submit.")
  private String master;

  @Option(
      names = "--dir",
      defaultValue = "lineal-bench",
      description = "Everything lies here; a second run finds the owners as they are.")
  private Path dir;

  @Override
  protected String schema() {
    return "lineal.bench.train/1";
  }

  @Override
  protected Action<?> action() {
    SplitTable table =
        data.equals(SYNTHETIC)
            ? SyntheticTable.of(rows, features)
            : PublicDataSet.named(data).load(PackageCache.ofUser());
    return new BenchTrain(
        Programs.installed(),
        new SandboxFolder(dir.toAbsolutePath()),
        data,
        table,
        owners,
        iterations,
        master,
        people()::println);
  }
}
