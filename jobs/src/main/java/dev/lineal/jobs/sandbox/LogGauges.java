package dev.lineal.jobs.sandbox;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How far long steps are, by what their processes write into their logs. */
record LogGauges(Processes processes, int owners) {
  private static final Pattern ENCRYPTED = Pattern.compile("\\] +(\\d+) %");
  private static final Pattern ITERATION = Pattern.compile("^iteration (\\d+) of (\\d+):");
  private static final Pattern SHARD =
      Pattern.compile("GET /v1/datasets/\\{[^}]*\\}/shards/\\{[^}]*\\} 20");

  /** Every owner encrypts its rows; one that has ended is done. */
  Gauge encryption() {
    return () -> {
      double done = 0;
      for (int owner = 0; owner < owners; owner++) {
        String name = "encrypt-" + owner;
        done += processes.ended(name) ? 100 : last(lines(name), ENCRYPTED, 1);
      }
      String what = "rows encrypted";
      return done == 0 ? Gauge.At.unknown(what) : Gauge.At.of(done, 100.0 * owners, what);
    };
  }

  /**
   * A training job: owners and cluster read the shards, then the iterations, then the release.
   *
   * @param shards of all owners
   */
  Gauge training(int shards) {
    return () -> {
      List<String> lines = lines("train");
      int iterations = last(lines, ITERATION, 2);
      if (iterations == 0) {
        return reading(shards);
      }
      int done = last(lines, ITERATION, 1);
      String what =
          done == iterations
              ? "release, attestations, bundle"
              : "iteration " + (done + 1) + " of " + iterations;
      return Gauge.At.of(done, iterations, what);
    };
  }

  /** The cluster reads every shard once, every owner those of the others. */
  private Gauge.At reading(int shards) {
    long read = 0;
    for (int owner = 0; owner < owners; owner++) {
      read +=
          lines(SandboxOwners.agent(owner)).stream()
              .filter(line -> SHARD.matcher(line).find())
              .count();
    }
    int all = shards * owners;
    return read == 0
        ? Gauge.At.unknown("Spark starts")
        : Gauge.At.of(read, all, "shard %d of %d read and checked".formatted(read, all));
  }

  private List<String> lines(String log) {
    return processes.linesOf(log);
  }

  /** A number of the last line that has one; 0 where none has. */
  private static int last(List<String> lines, Pattern pattern, int group) {
    return lines.stream()
        .flatMap(line -> pattern.matcher(line).results())
        .reduce((one, next) -> next)
        .map((MatchResult found) -> Integer.parseInt(found.group(group)))
        .orElse(0);
  }
}
