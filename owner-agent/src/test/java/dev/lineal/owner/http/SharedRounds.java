package dev.lineal.owner.http;

import dev.lineal.he.Ciphertext;
import dev.lineal.he.HeParameters;
import dev.lineal.he.JointPublicKey;
import dev.lineal.he.refresh.RefreshAnswer;
import dev.lineal.he.refresh.RefreshRequest;
import dev.lineal.he.refresh.TraceRefresh;
import dev.lineal.lineage.manifest.RunPlan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a cluster does otherwise where weights stay shared: it names items and adds answers. */
final class SharedRounds {
  private static final int SCALE_BITS = 82;

  private final JointPublicKey key;
  private final RunPlan plan;
  private final Function<RefreshRequest, List<RefreshAnswer>> owners;

  /**
   * @param owners sends a request to all owners and returns their answers in order
   */
  SharedRounds(
      JointPublicKey key, RunPlan plan, Function<RefreshRequest, List<RefreshAnswer>> owners) {
    this.key = key;
    this.plan = plan;
    this.owners = owners;
  }

  /** The margins of all blocks, degree 2, for the caller to close. */
  List<Ciphertext> margins(int iteration, int blocks) {
    int each = plan.batches().blocksPerRequest();
    List<List<RefreshAnswer>> slices = ask(iteration, SharedPlans.PARTIAL, blocks, each);
    List<Ciphertext> margins = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      margins.add(margin(slices.get(b / each), b % each));
    }
    return margins;
  }

  private Ciphertext margin(List<RefreshAnswer> answers, int item) {
    HeParameters set = key.parameters();
    Ciphertext sum =
        Ciphertext.unpack(set, 2, SCALE_BITS, key.keyId(), new byte[3 * set.packedBytes()], 0);
    for (RefreshAnswer answer : answers) {
      try (Ciphertext before = sum;
          Ciphertext part = answer.partial(item, SCALE_BITS)) {
        sum = before.addLowerDegree(part);
      }
    }
    return sum;
  }

  /** The masked traces of a step, all features in order. */
  List<BigInteger> traces(int iteration) {
    int features = plan.training().features();
    int each = plan.batches().featuresPerRequest();
    List<List<RefreshAnswer>> slices = ask(iteration, SharedPlans.STEP, features, each);
    long[] nothing = new long[HeParameters.LIMBS];
    List<BigInteger> traces = new ArrayList<>();
    for (int j = 0; j < features; j++) {
      traces.add(TraceRefresh.masked(key.parameters(), nothing, slices.get(j / each), j % each));
    }
    return traces;
  }

  private List<List<RefreshAnswer>> ask(int iteration, int round, int items, int each) {
    List<List<RefreshAnswer>> slices = new ArrayList<>();
    for (int slice = 0; slice * each < items; slice++) {
      int first = slice * each;
      slices.add(
          owners.apply(
              RefreshRequest.ofKnown(
                  new RefreshRequest.Position(plan.sha256().bytes(), iteration, round, slice),
                  key.parameters(),
                  key.keyId(),
                  SCALE_BITS,
                  first,
                  Math.min(each, items - first))));
    }
    return slices;
  }
}
