package dev.lineal.jobs.train;

import dev.lineal.he.linalg.EncryptedWeights;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What an executor keeps of a run between stages: this iteration's weights and how far every slice
 * has come. All of it can be made again from the broadcast, the blocks and the owners' repeated
 * answers.
 */
final class Resident {
  private static final Map<String, Resident> RUNS = new HashMap<>();

  private final Map<Integer, SliceActivation> slices = new HashMap<>();
  private EncryptedWeights weights;
  private long attempt = -1;

  private Resident() {}

  static Resident of(String run) {
    synchronized (RUNS) {
      return RUNS.computeIfAbsent(run, id -> new Resident());
    }
  }

  /** Frees everything of a run. */
  static void drop(String run) {
    Resident resident;
    synchronized (RUNS) {
      resident = RUNS.remove(run);
    }
    if (resident != null) {
      resident.close();
    }
  }

  synchronized EncryptedWeights weights(long wanted, Supplier<EncryptedWeights> open) {
    if (attempt != wanted) {
      EncryptedWeights next = open.get();
      closeWeights();
      weights = next;
      attempt = wanted;
    }
    return weights;
  }

  synchronized SliceActivation slice(Slice slice) {
    return slices.computeIfAbsent(slice.number(), number -> new SliceActivation(slice));
  }

  private synchronized void close() {
    closeWeights();
    slices.values().forEach(SliceActivation::close);
    slices.clear();
  }

  private void closeWeights() {
    if (weights != null) {
      weights.close();
      weights = null;
    }
  }
}
