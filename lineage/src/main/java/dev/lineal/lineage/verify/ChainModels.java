package dev.lineal.lineage.verify;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.chain.ChainModel;
import dev.lineal.lineage.chain.LinealChain;
import dev.lineal.lineage.chain.ModelVersion;
import java.util.List;
import java.util.Optional;

/** Models as the contract on a chain has them. */
public record ChainModels(LinealChain chain) implements ModelLookup {
  @Override
  public Optional<Registered> find(Address trainer, Sha256 manifest) {
    return chain
        .models()
        .find(trainer, manifest)
        .map(chain.models()::model)
        .flatMap(
            model ->
                model.versions().stream()
                    .filter(version -> version.manifest().equals(manifest))
                    .findFirst()
                    .map(version -> new Registered(version.plan(), parents(model))));
  }

  private List<List<Sha256>> parents(ChainModel model) {
    return model.parents().stream()
        .map(parent -> chain.models().model(parent.model()))
        .map(parent -> parent.versions().stream().map(ModelVersion::manifest).toList())
        .toList();
  }
}
