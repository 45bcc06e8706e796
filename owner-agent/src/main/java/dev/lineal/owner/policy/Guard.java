package dev.lineal.owner.policy;

import dev.lineal.he.Polynomials;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.lineage.Sha256;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of a run, and the end of the run when it fails: noted once, for ever. */
final class Guard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  private final KeySet keys;
  private final Sha256 run;
  private final Path directory;
  private final Transcript transcript;
  private final ClusterCheck check;
  private final BooleanSupplier complete;
  private volatile Entry.What failure;

  /**
   * @param complete whether the run has its last answer
   */
  Guard(HostedStudy hosted, CheckedRun run, Transcript transcript, BooleanSupplier complete) {
    this.complete = complete;
    this.keys = hosted.keys();
    this.run = run.id();
    this.directory = run.directory();
    this.transcript = transcript;
    this.check = hosted.checks().open(run);
  }

  /** Takes over what the transcript already has. */
  void restore(Entry.What failed) {
    failure = failed;
  }

  /** Refuses everything of a run that a failed check has ended. */
  void requireGoing() {
    Entry.What failed = failure;
    if (failed != null) {
      throw Refusal.of(
          Rule.CLUSTER_VERIFIED,
          "This owner ended the run: the check '%s' failed in %s.",
          failed.subject(),
          failed.place().orElseThrow());
    }
  }

  /** Starts what the check needs. */
  void prepare() {
    if (failure == null && !complete.getAsBoolean()) {
      check.prepare();
    }
  }

  /** Before the first answer in a place. */
  void check(RefreshRequest request, List<? extends Polynomials> products) {
    requireGoing();
    try {
      check.check(request, products);
    } catch (FailedCheck failed) {
      Map<String, byte[]> files = new HashMap<>(failed.evidence());
      files.put("request.bin", request.toBytes());
      throw end(failed, files, Sha256.of(request.digest()));
    }
  }

  /** {@link ClusterCheck#operands} of a run that goes on. */
  OwnOperands operands() {
    requireGoing();
    return check.operands();
  }

  /** Refuses a released number that is not the one that this owner knows. */
  void requireReleased(Place place, BigInteger sum) {
    check.requireReleased(place, sum);
  }

  /** Gives back the disk of a run that has its last answer. */
  void finish() {
    check.finish();
  }

  void answered(RefreshRequest request, RefreshAnswer mine) {
    check.answered(request, mine);
  }

  void take(RefreshEvidence evidence) {
    requireGoing();
    try {
      check.take(evidence);
    } catch (FailedCheck failed) {
      throw end(failed, failed.evidence(), Sha256.of(evidence.digest()));
    }
  }

  private synchronized Refusal end(FailedCheck failed, Map<String, byte[]> files, Sha256 request) {
    if (failure == null) {
      FailedCheck whole =
          new FailedCheck(failed.place(), failed.identity(), failed.getMessage(), files);
      Sha256 bundle = FailureBundle.write(keys, run, directory, whole);
      Entry.What what =
          new Entry.What(
              Entry.Event.FAILED_CHECK,
              Optional.of(run),
              Optional.of(failed.place()),
              failed.identity());
      transcript.await(transcript.append(what, Optional.of(request), Optional.of(bundle), 0, 0));
      failure = what;
      LOG.error(
          "run {} ended in {}: the cluster's request is not the agreed computation ({}): {}",
          run,
          failed.place(),
          failed.identity(),
          failed.getMessage());
    }
    return Refusal.of(
        Rule.CLUSTER_VERIFIED,
        "In %s the check '%s' failed: %s",
        failed.place(),
        failed.identity(),
        failed.getMessage());
  }

  @Override
  public void close() {
    check.close();
  }
}
