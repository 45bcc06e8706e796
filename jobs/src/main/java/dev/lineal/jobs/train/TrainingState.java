package dev.lineal.jobs.train;

import dev.lineal.he.linalg.WeightShares;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.plan.LogisticPlan;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/**
 * All that the cluster must remember between two iterations.
 *
 * @param iterations done so far
 * @param weights encrypted; none where they stay shared
 * @param shares the cluster's parts of w and v, which are masked by the owners' parts
 */
public record TrainingState(int iterations, Weights weights, WeightShares shares) {
  private static final int MAGIC = 0x4c4e5453; // LNTS
  private static final int VERSION = 1;

  /** Before the first iteration: the plan's public weights, or w = v = 0. */
  public static TrainingState start(RunPlan plan) {
    KeyTerms key = KeyTerms.of(plan);
    TrainingState start = encrypted(plan, key);
    return LogisticPlan.weights(plan) == WeightForm.SHARED
        ? new TrainingState(0, Weights.NONE, start.shares)
        : start;
  }

  private static TrainingState encrypted(RunPlan plan, KeyTerms key) {
    return plan.parent().isPresent()
        ? start(key, plan.start())
        : start(key, plan.training().features());
  }

  /** Before the first iteration: w = v = 0. */
  public static TrainingState start(KeyTerms key, int features) {
    return new TrainingState(0, Weights.zero(key, features), WeightShares.zero(features));
  }

  /** Before the first iteration from public weights at scale 2^40, all of them the cluster's. */
  public static TrainingState start(KeyTerms key, List<BigInteger> weights) {
    return new TrainingState(0, Weights.constants(key, weights), WeightShares.of(weights));
  }

  /** Magic, version, iterations, shares, weights; numbers big-endian. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(iterations);
      SharesCodec.write(shares, out);
      out.write(weights.toBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads {@link #toBytes}.
   *
   * @throws dev.lineal.jobs.JobException when the bytes are no state of this version
   */
  public static TrainingState parse(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC || in.readInt() != VERSION) {
        throw JobErrors.badState("it is no training state of this version");
      }
      int iterations = in.readInt();
      WeightShares shares = SharesCodec.read(in);
      TrainingState state = new TrainingState(iterations, Weights.read(in), shares);
      int encrypted = state.weights.features();
      if (in.read() >= 0 || encrypted != 0 && encrypted != shares.w().size()) {
        throw JobErrors.badState("its parts do not fit together");
      }
      return state;
    } catch (IOException e) {
      throw JobErrors.badState("it is cut short");
    }
  }

  /** Hash of {@link #toBytes}. */
  public Sha256 sha256() {
    return Sha256.hash(toBytes());
  }
}
