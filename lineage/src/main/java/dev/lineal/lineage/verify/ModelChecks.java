package dev.lineal.lineage.verify;

import static dev.lineal.lineage.verify.Disagreement.failed;
import static dev.lineal.lineage.verify.Disagreement.notChecked;
import static dev.lineal.lineage.verify.Disagreement.unlessEqual;

import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.chain.Address;
import dev.lineal.lineage.contribution.Contributors;
import dev.lineal.lineage.contribution.Losses;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.model.Metric;
import dev.lineal.lineage.model.ModelFile;
import dev.lineal.lineage.model.ModelManifest;
import dev.lineal.lineage.model.ReleasedModel;
import dev.lineal.lineage.study.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks of the model manifest and of what belongs to it. */
final class ModelChecks {
  private final Bundle bundle;
  private final RunPlan plan;
  private final ModelManifest model;

  ModelChecks(Bundle bundle) {
    this.bundle = bundle;
    this.plan = bundle.plan().plan();
    this.model = bundle.model().manifest();
  }

  void modelOfRun() {
    unlessEqual("its plan", model.sources().plan(), plan.sha256());
    unlessEqual("its run manifest", model.sources().run(), bundle.run().manifest().sha256());
    unlessEqual("its parent", model.sources().parent(), plan.parentModel());
    unlessEqual("its task", model.task().text(), plan.training().task().text());
    unlessEqual("its trainer", model.trainer(), plan.trainer());
    unlessEqual("its study", model.study(), plan.study());
    unlessEqual("its purpose", model.purpose(), plan.purpose());
    if (model.published().isBefore(bundle.run().manifest().finished())) {
      throw failed("it was published before the run was finished");
    }
    Set<Address> parties = new TreeSet<>(java.util.Comparator.comparing(Address::text));
    parties.add(plan.trainer());
    plan.datasets().stream().map(PlannedDataset::owner).forEach(parties::add);
    for (Metric metric : model.metrics()) {
      if (!parties.contains(metric.computedBy())) {
        throw failed(
            "metric %s is by %s, who had no part in the run"
                .formatted(metric.name(), metric.computedBy()));
      }
    }
  }

  void files() {
    Map<String, byte[]> left = new TreeMap<>(bundle.files());
    for (ModelFile file : model.files()) {
      byte[] content = left.remove(file.name());
      if (content == null) {
        throw failed(file.name() + " is missing");
      }
      unlessEqual("the length of " + file.name(), (long) content.length, file.bytes());
      unlessEqual("the SHA-256 of " + file.name(), Sha256.hash(content), file.sha256());
    }
    if (!left.isEmpty()) {
      throw failed(left.keySet() + " is not in the manifest");
    }
  }

  void preparation() {
    Moments moments = bundle.moments();
    Sha256 schema = bundle.schema().sha256();
    unlessEqual("the schema", schema, model.sources().studySchema());
    unlessEqual("the moments", moments.sha256(), model.sources().moments());
    unlessEqual("the schema of the moments", moments.schemaSha256(), schema);
    unlessEqual("the study of the moments", moments.study(), model.study());
    List<String> columns = new ArrayList<>(bundle.schema().standardised());
    columns.removeAll(moments.dropped());
    unlessEqual(
        "the columns of the moments",
        moments.columns().stream().map(column -> column.name()).toList(),
        columns);
  }

  void contributors() {
    Contributors stated = model.contributors();
    Optional<Sha256> given = bundle.losses().map(Losses::sha256);
    if (!stated.losses().equals(given)) {
      throw failed(
          "it names losses %s, the bundle has %s".formatted(text(stated.losses()), text(given)));
    }
    if (given.isPresent() && plan.validation().isEmpty()) {
      throw failed("the bundle has losses, but the plan measures no contributions");
    }
    plan.validation().ifPresent(this::losses);
    Contributors computed;
    try {
      computed =
          bundle
              .losses()
              .map(losses -> Contributors.byLosses(plan, losses))
              .orElseGet(() -> Contributors.byRows(plan));
    } catch (IllegalArgumentException misfit) {
      throw failed(misfit.getMessage());
    }
    unlessEqual("the method", stated.method().text(), computed.method().text());
    unlessEqual("the list of shares", stated.shares(), computed.shares());
  }

  /** A plan that measures contributions is published with what it measured, on the same rows. */
  private void losses(ValidationForm form) {
    Losses losses =
        bundle
            .losses()
            .orElseThrow(() -> failed("the plan measures contributions, but there are no losses"));
    unlessEqual("the validation data of the losses", losses.data(), form.data());
    unlessEqual("the rows of the losses", losses.rows(), form.rows());
  }

  private static String text(Optional<Sha256> hash) {
    return hash.map(Sha256::toString).orElse("none");
  }

  void parent() {
    Optional<Sha256> wanted = plan.parentModel();
    if (wanted.isEmpty()) {
      if (bundle.parent().isPresent()) {
        throw failed("the plan starts from no model, but the bundle has a parent's manifest");
      }
      return;
    }
    Bundle.Parent parent =
        bundle
            .parent()
            .orElseThrow(
                () -> notChecked("the manifest of %s is not here".formatted(wanted.get())));
    unlessEqual("the parent's manifest", parent.manifest().sha256(), wanted.get());
  }

  void startingWeights() {
    if (bundle.parent().isEmpty()) {
      return;
    }
    Bundle.Parent parent = bundle.parent().get();
    Sha256 stated =
        parent.manifest().files().stream()
            .filter(file -> file.name().equals(ReleasedModel.FILE))
            .map(ModelFile::sha256)
            .findFirst()
            .orElseThrow(() -> failed("the parent's manifest names no " + ReleasedModel.FILE));
    unlessEqual("the SHA-256 of the parent's file", Sha256.hash(parent.file()), stated);
    List<Long> weights =
        ReleasedModel.parse(parent.file()).standardised(bundle.moments(), plan.training());
    unlessEqual("the list of starting weights", plan.parent().orElseThrow().weights(), weights);
  }

  void anchorProof() {
    AnchorProof proof =
        bundle.anchor().orElseThrow(() -> notChecked("the bundle says of no anchor"));
    if (!proof.covers(model.sha256())) {
      throw failed("the path does not lead from %s to the root".formatted(model.sha256()));
    }
  }

  void anchorOnChain(Optional<AnchorLookup> chain) {
    AnchorLookup lookup = chain.orElseThrow(() -> notChecked("no chain was asked"));
    AnchorProof proof =
        bundle.anchor().orElseThrow(() -> notChecked("the bundle says of no anchor"));
    AnchorLookup.Anchored there =
        lookup
            .find(proof.by(), proof.root())
            .orElseThrow(
                () -> failed("%s did not anchor %s there".formatted(proof.by(), proof.root())));
    unlessEqual("the number of leaves", proof.inclusion().size(), there.leaves());
  }

  void modelOnChain(Optional<ModelLookup> chain) {
    ModelLookup lookup = chain.orElseThrow(() -> notChecked("no chain was asked"));
    ModelLookup.Registered there =
        lookup
            .find(model.trainer(), model.sha256())
            .orElseThrow(
                () ->
                    failed(
                        "%s registered no model with manifest %s there"
                            .formatted(model.trainer(), model.sha256())));
    unlessEqual("the plan of the model on the chain", there.plan(), plan.sha256());
    Optional<Sha256> parent = plan.parentModel();
    boolean same =
        there.parents().size() == parent.stream().count()
            && there.parents().stream().allMatch(one -> one.contains(parent.orElseThrow()));
    if (!same) {
      throw failed(
          "the model on the chain has %d parents that are not %s"
              .formatted(there.parents().size(), text(parent)));
    }
  }
}
