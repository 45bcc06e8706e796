package dev.lineal.jobs.sandbox;

import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobCommand;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.data.PackageCache;
import dev.lineal.jobs.data.PublicDataSet;
import dev.lineal.jobs.data.SyntheticRows;
import dev.lineal.jobs.plan.SigmoidOptions;
import dev.lineal.jobs.plan.WeightsOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lineal bench train}. */
@Command(
    name = "train",
    description = "Trains on ciphertexts, each owner a process, and says where the time goes.")
public final class BenchTrainCommand extends JobCommand {
  private static final String SYNTHETIC = "synthetic";

  @Option(
      names = "--data",
      defaultValue = "mnist-3v8",
      description = "mnist-3v8, breast-cancer, digits-8 or synthetic.")
  private String data;

  @Option(names = "--rows", defaultValue = "100000", description = "Of synthetic data.")
  private int rows;

  @Option(names = "--features", defaultValue = "32", description = "Of synthetic data.")
  private int features;

  @Option(names = "--seed", defaultValue = "1", description = "Of synthetic data.")
  private long seed;

  @Option(names = "--iterations", defaultValue = "32", description = "Of the training.")
  private int iterations;

  @Mixin private SigmoidOptions sigmoid;

  @Mixin private WeightsOption weights;

  @Option(names = "--owners", defaultValue = "3", description = "Number of data owners.")
  private int owners;

  @Option(names = "--master", defaultValue = "local[2]", description = "For spark-submit.")
  private String master;

  @Option(
      names = "--trust-cluster",
      description = "The owners do not check the cluster: what checking costs is the difference.")
  private boolean trustCluster;

  @Option(
      names = "--line-mbit",
      description = "Every owner is behind a line of this many Mbit/s, both ways at once.")
  private Integer lineMegabits;

  @Option(names = "--line-rtt-ms", defaultValue = "50", description = "Round trip of that line.")
  private int lineRoundTrip;

  @Option(
      names = "--dir",
      description = "Keep everything here; a second run finds the owners as they are.")
  private Path dir;

  @Override
  protected String schema() {
    return "lineal.bench.train/1";
  }

  @Override
  protected Action<?> action() {
    BenchTrain.Setting setting =
        new BenchTrain.Setting(
            owners,
            iterations,
            sigmoid.activation(),
            weights.form(),
            master,
            trustCluster ? SandboxOwners.Cluster.TRUSTED : SandboxOwners.Cluster.VERIFIED,
            line());
    return new BenchTrain(
        Programs.installed(), folder(), keep(), source(), setting, StepConsole.on(people()));
  }

  private Optional<LineSpeed> line() {
    if (lineMegabits != null && dir != null) {
      throw JobErrors.usage(
          "A study that is kept names its owners' addresses, and a line's is gone afterwards.",
          "Leave out --dir or --line-mbit.");
    }
    return Optional.ofNullable(lineMegabits)
        .map(megabits -> new LineSpeed(megabits, lineRoundTrip));
  }

  private BenchTrain.Source source() {
    if (!data.equals(SYNTHETIC)) {
      PublicDataSet set = PublicDataSet.named(data);
      return new BenchTrain.Source(data, null, () -> set.load(PackageCache.ofUser()));
    }
    if (rows < 1000 || features < 1) {
      throw JobErrors.usage(
          rows + " rows of " + features + " features are too few.",
          "Give --rows 1000 or more and --features 1 or more.");
    }
    SyntheticRows synthetic = new SyntheticRows(rows, features, seed);
    return new BenchTrain.Source(data, seed, synthetic::make);
  }

  private BenchTrain.Keep keep() {
    return dir == null ? BenchTrain.Keep.NOTHING : BenchTrain.Keep.EVERYTHING;
  }

  private SandboxFolder folder() {
    try {
      return new SandboxFolder(
          dir == null ? Files.createTempDirectory("lineal-bench") : dir.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
