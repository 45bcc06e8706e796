package dev.lineal.lineage.verify;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import java.util.List;
import java.util.Optional;

/** Looks a registered model up on a chain. */
public interface ModelLookup {
  /**
   * A version of a model.
   *
   * @param plan of its run
   * @param parents of the model; per parent the manifests of its versions
   */
  record Registered(Sha256 plan, List<List<Sha256>> parents) {}

  /**
   * The version that an account registered with a manifest; empty where there is none.
   *
   * @throws dev.lineal.lineage.LineageException where the chain is out of reach
   */
  Optional<Registered> find(Address trainer, Sha256 manifest);
}
