package dev.lineal.owner.policy;

import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.refresh.RefreshSeed;
import dev.lineal.he.rounds.TaskRounds;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.manifest.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a {@link ClusterCheck} sees of a run: its plan, and what this owner answered where. */
public interface CheckedRun {
  RunPlan plan();

  /** The plan's hash. */
  Sha256 id();

  /** How the plan cuts rounds into requests. */
  Layout layout();

  /** The rounds of the plan's task, and the steps of its weights. */
  TaskRounds task();

  /** How products are formed where owners form them. */
  default ActivationRounds activation() {
    return PlannedRounds.activation(plan());
  }

  /** Digest of the request that this owner answered in a place. */
  Optional<Sha256> request(Place place);

  /** Hash of its answer there. */
  Optional<Sha256> answer(Place place);

  /** The public seed of the values refreshed in a place that was answered. */
  RefreshSeed seed(Place place);

  /** The joint key's id, as headers name it. */
  long keyId();

  /** Directory of the run, mode 0700. */
  Path directory();

  /** The key set's other runs that have their last answer. */
  List<CheckedRun> finished();

  /** Seals a secret of this run under a short name. */
  void seal(String name, byte[] secret);

  /** A secret of this run sealed before; the caller overwrites it. */
  Optional<byte[]> unseal(String name);
}
