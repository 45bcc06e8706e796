package dev.lineal.lineage.verify;

import dev.lineal.lineage.Require;
import dev.lineal.lineage.attest.Envelope;
import dev.lineal.lineage.chain.SigningDomain;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.identity.WalletBinding;
import dev.lineal.lineage.iteration.StepRecord;
import dev.lineal.lineage.manifest.RunManifest;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.study.Moments;
import dev.lineal.lineage.study.StudySchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything that proves where a model comes from, read but not believed. Written and read by
 * {@link BundleFormat}; believed after {@link BundleVerifier}.
 *
 * @param domain in which wallets signed
 * @param plan and the trainer's signature
 * @param trainer the trainer's identity key, bound to its wallet
 * @param run manifest and its envelope by the trainer
 * @param model manifest and its envelope by the trainer
 * @param owners one each, in the plan's order
 * @param schema of the study
 * @param moments of the study
 * @param ledger lines of the file ledger with the grants; empty where they are on a chain
 * @param steps what was recorded of the run
 * @param losses where contributions were measured
 * @param anchor where the model manifest was anchored
 * @param parent the model this one starts from
 * @param files of the exported model, by name
 */
public record Bundle(
    SigningDomain domain,
    SignedRunPlan plan,
    WalletBinding trainer,
    Signed<RunManifest> run,
    Signed<ModelManifest> model,
    List<OwnerProof> owners,
    StudySchema schema,
    Moments moments,
    Optional<byte[]> ledger,
    List<StepRecord> steps,
    Optional<Losses> losses,
    Optional<AnchorProof> anchor,
    Optional<Parent> parent,
    Map<String, byte[]> files) {
  /**
   * A manifest and who signed it.
   *
   * @param envelope whose payload must be the manifest's bytes
   */
  public record Signed<T>(T manifest, Envelope envelope) {}

  /**
   * A model that another one starts from.
   *
   * @param manifest of it
   * @param file its model.json
   */
  public record Parent(ModelManifest manifest, byte[] file) {}

  public Bundle {
    Require.present("domain", domain);
    owners = List.copyOf(owners);
    steps = List.copyOf(steps);
    files = new TreeMap<>(files);
  }

  @Override
  public String toString() {
    return "Bundle[" + model.manifest().name() + "]";
  }
}
