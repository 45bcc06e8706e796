package dev.lineal.owner.policy;

import dev.lineal.he.Polynomials;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshEvidence;
import dev.lineal.he.refresh.RefreshRequest;
import java.math.BigInteger;
import java.util.List;

/**
 * How an owner knows, before its share is touched, that what a cluster wants refreshed is the
 * agreed computation. One per run; for many threads.
 */
public interface ClusterCheck extends AutoCloseable {
  /** Takes every request as it is: for benchmarks among people who trust the cluster. */
  ClusterCheck NONE =
      new ClusterCheck() {
        @Override
        public void prepare() {}

        @Override
        public void check(RefreshRequest request, List<? extends Polynomials> products) {}

        @Override
        public void answered(RefreshRequest request, RefreshAnswer mine) {}

        @Override
        public void take(RefreshEvidence evidence) {
          throw Refusal.of(Rule.EVIDENCE_WANTED, "This owner does not check the cluster.");
        }

        @Override
        public OwnOperands operands() {
          throw new IllegalStateException(
              "No such plan is opened by an owner that reads no shard.");
        }

        @Override
        public void requireReleased(Place place, BigInteger sum) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
      };

  /** Starts what must be ready before the first answer, in the background; again does nothing. */
  void prepare();

  /**
   * Called before the first answer in a place, whose form and turn are right.
   *
   * @param products c_1 and c_2 of every item where the request brings them; else what this owner
   *     formed of them
   * @throws Refusal when it cannot be told yet: the run goes on
   * @throws FailedCheck when the request is not the agreed computation: the run ends here
   */
  void check(RefreshRequest request, List<? extends Polynomials> products);

  /** This owner's first answer in a place, before it leaves. */
  void answered(RefreshRequest request, RefreshAnswer mine);

  /**
   * Takes other owners' answers in a place that this owner has answered.
   *
   * @throws Refusal when it is not what it must be; nothing is kept then
   * @throws FailedCheck when the cluster's part of it is not the agreed computation
   */
  void take(RefreshEvidence evidence);

  /** What this owner multiplies itself; only where weights stay shared. */
  OwnOperands operands();

  /**
   * Holds a number that somebody says was released in a place against what all owners' signed
   * answers gave there.
   *
   * @throws Refusal when it is another, or when this owner has not seen those answers
   */
  void requireReleased(Place place, BigInteger sum);

  /** The run has its last answer: nothing is checked any more, and nothing need be kept. */
  void finish();

  /** Stops what runs in the background. */
  @Override
  void close();
}
