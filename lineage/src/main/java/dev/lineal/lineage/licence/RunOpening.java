package dev.lineal.lineage.licence;

import dev.lineal.lineage.chain.ChainWriter;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.MinedTransaction;
import dev.lineal.lineage.manifest.RunPlan;
import java.util.Optional;

/**
 * Puts a run's plan on chain before it is trained, which uses up its grants. Only a model of a run
 * that was opened so can be registered.
 */
public final class RunOpening {
  private RunOpening() {}

  /** Opens the run of a plan; empty where it is open already. The writer is the plan's trainer. */
  public static Optional<MinedTransaction> open(
      LinealChain chain, ChainWriter trainer, RunPlan plan) {
    if (chain.licences().run(trainer.address(), plan.sha256()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        chain
            .licences()
            .openRun(
                trainer, plan.sha256(), plan.grants(), plan.iterations(), plan.releasedScalars()));
  }
}
