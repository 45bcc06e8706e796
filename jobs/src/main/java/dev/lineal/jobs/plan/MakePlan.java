package dev.lineal.jobs.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lineal.he.HeParameters;
import dev.lineal.he.linalg.ActivationRounds;
import dev.lineal.he.rounds.WeightForm;
import dev.lineal.jobs.Action;
import dev.lineal.jobs.JobErrors;
import dev.lineal.jobs.Result;
import dev.lineal.jobs.grants.RunGrants;
import dev.lineal.jobs.owners.Catalogue;
import dev.lineal.lineage.Sha256;
import dev.lineal.lineage.contribution.Method;
import dev.lineal.lineage.licence.Grant;
import dev.lineal.lineage.manifest.Batches;
import dev.lineal.lineage.manifest.DatasetManifest;
import dev.lineal.lineage.manifest.Factor;
import dev.lineal.lineage.manifest.Floor;
import dev.lineal.lineage.manifest.KeepRefreshed;
import dev.lineal.lineage.manifest.ParentModel;
import dev.lineal.lineage.manifest.PlannedDataset;
import dev.lineal.lineage.manifest.RunPlan;
import dev.lineal.lineage.manifest.SignedRunPlan;
import dev.lineal.lineage.manifest.Training;
import dev.lineal.lineage.manifest.ValidationForm;
import dev.lineal.lineage.model.ReleasedModel;
import dev.lineal.lineage.report.Report;
import dev.lineal.lineage.study.Study;
import dev.lineal.lineage.study.StudyLabel;
import dev.lineal.lineage.trainer.TrainerHome;
import dev.lineal.lineage.verify.Bundle;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes and signs a run plan: the owners' newest datasets under the trainer's grants, and the exact
 * numbers of the algorithm.
 *
 * @param study of the owners
 * @param catalogue what they publish
 * @param grants where they are
 * @param trainer who signs, and to whose key releases are sealed
 * @param iterations of the run
 * @param l2 weight of the penalty
 * @param activation of a logistic run
 * @param weights of a logistic run
 * @param telemetry the last so many iterations release their mean squared margin
 * @param parent that the training starts from; empty for 0
 * @param validation rows on which contributions are measured; empty where they are not
 * @param out file of the signed plan
 */
public record MakePlan(
    Study study,
    Catalogue catalogue,
    RunGrants grants,
    TrainerHome trainer,
    int iterations,
    Factor l2,
    ActivationRounds activation,
    WeightForm weights,
    int telemetry,
    Optional<Bundle.Parent> parent,
    Optional<Path> validation,
    Path out)
    implements Action<MakePlan.Planned> {
  private static final int MIN_ROWS = 100;

  /** A plan, signed and written. */
  public record Planned(SignedRunPlan signed, BigInteger priceWei, Path file) implements Result {
    @Override
    public void addTo(Report report) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      RunPlan plan = signed.plan();
      report.with("run_id", json.textNode(plan.sha256().toString()));
      report.with("file", json.textNode(file.toString()));
      report.with("task", json.textNode(plan.training().task().text()));
      report.with("iterations", json.numberNode(plan.iterations()));
      report.with("features", json.numberNode(plan.training().features()));
      report.with(
          "rows", json.numberNode(plan.datasets().stream().mapToLong(PlannedDataset::rows).sum()));
      report.with("owners", json.numberNode(plan.datasets().size()));
      ArrayNode releases = json.arrayNode();
      plan.releases()
          .forEach(r -> releases.addObject().put("name", r.name()).put("scalars", r.scalars()));
      report.with("releases", releases);
      report.with("contributions", json.textNode(contributions(plan).text()));
      report.with("parent_model", json.nullNode());
      plan.parentModel()
          .ifPresent(parent -> report.with("parent_model", json.textNode(parent.toString())));
      report.with("price_wei", json.textNode(priceWei.toString()));
    }

    private static Method contributions(RunPlan plan) {
      return plan.validation().isPresent() ? Method.LEAVE_ONE_OWNER_OUT : Method.ROWS;
    }

    private static String measures(RunPlan plan) {
      return plan.validation()
          .map(
              form ->
                  "%d solves of %d iterations, loss on %,d rows"
                      .formatted(plan.solves(), plan.training().iterations(), form.rows()))
          .orElse("nothing");
    }

    @Override
    public String summary() {
      RunPlan plan = signed.plan();
      return """
          run       %s
          computes  %s regression, %d iterations over %,d rows of %d owners, %d features
          starts    %s
          shares    by %s, which measures %s
          releases  %s
          pays      %s wei for the licences
          signed by %s
          plan      %s"""
          .formatted(
              plan.sha256(),
              plan.training().task().text(),
              plan.iterations(),
              plan.datasets().stream().mapToLong(PlannedDataset::rows).sum(),
              plan.datasets().size(),
              plan.training().features(),
              plan.parentModel().map(parent -> "from model " + parent).orElse("from 0"),
              contributions(plan).text(),
              measures(plan),
              String.join(
                  ", ",
                  plan.releases().stream().map(r -> r.name() + " (" + r.scalars() + ")").toList()),
              priceWei,
              plan.trainer(),
              file);
    }
  }

  @Override
  public Planned execute() {
    List<DatasetManifest> manifests = catalogue.datasets();
    List<Grant> mine = grants.of(trainer.wallet().address());
    List<Grant> used = manifests.stream().map(manifest -> grant(manifest, mine)).toList();
    RunPlan plan = plan(manifests, used);
    grants.ledger().decide(plan, Instant.now()).forEach(RunGrants::requireGranted);
    SignedRunPlan signed = SignedRunPlan.sign(plan, trainer.wallet(), study.domain());
    try {
      Files.write(out, SignedPlanFile.bytes(signed));
    } catch (IOException e) {
      throw JobErrors.unavailable(
          "The plan cannot be written to " + out + ": " + e.getMessage() + ".",
          "Choose another file with --out.");
    }
    BigInteger price = used.stream().map(Grant::priceWei).reduce(BigInteger.ZERO, BigInteger::add);
    return new Planned(signed, price, out);
  }

  /** The newest grant of an owner to this trainer for this study. */
  private Grant grant(DatasetManifest manifest, List<Grant> mine) {
    List<Grant> fitting =
        mine.stream()
            .filter(grant -> grant.study().equals(study.id()))
            .filter(grant -> grant.owner().equals(manifest.owner()))
            .toList();
    if (fitting.isEmpty()) {
      throw JobErrors.notGranted(
          "grant-known",
          "Owner %s gave %s no grant for study %s."
              .formatted(manifest.owner(), trainer.wallet().address(), study.id()));
    }
    return fitting.get(fitting.size() - 1);
  }

  private RunPlan plan(List<DatasetManifest> manifests, List<Grant> grants) {
    List<PlannedDataset> datasets = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      datasets.add(planned(manifests.get(i), grants.get(i).id()));
    }
    Optional<ValidationForm> form = validation.map(this::form);
    TaskPlan one =
        mathematics(
            manifests.get(0).shards().get(0).columns(),
            datasets.stream().mapToLong(PlannedDataset::rows).sum());
    TaskPlan mathematics =
        form.<TaskPlan>map(rows -> ((LinearPlan) one).measuring(rows, datasets.size())).orElse(one);
    Optional<ParentModel> from = parent.map(model -> start(model, mathematics.training()));
    return new RunPlan(
        study.id(),
        study.purpose(),
        datasets,
        PlanCode.ofThisJar(),
        mathematics.training(),
        mathematics.encryption(
            manifests.get(0).jointKey(), from.map(ParentModel::start).orElse(List.of())),
        new Floor(study.minOwners(), Math.min(MIN_ROWS, fewestRows(datasets))),
        batches(datasets, mathematics.training().features()),
        mathematics.releases(),
        KeepRefreshed.ALL,
        trainer.wallet().address(),
        trainer.sealing().publicKey(),
        from,
        form,
        nonce());
  }

  private Batches batches(List<PlannedDataset> datasets, int features) {
    int blocks = datasets.stream().mapToInt(PlannedDataset::blocks).sum();
    return weights == WeightForm.SHARED
        ? PlanBatches.ofShared(blocks, datasets.size(), features)
        : PlanBatches.of(blocks, datasets.size());
  }

  private ValidationForm form(Path csv) {
    if (!(study.schema().label() instanceof StudyLabel.Regression)) {
      throw JobErrors.usage(
          "Only a regression can be solved without one owner; this study classifies.",
          "Leave out --contributions: owners share by rows.");
    }
    long all = (long) iterations * (study.owners().size() + 1);
    if (all > Training.MAX_ITERATIONS) {
      throw JobErrors.usage(
          "Solves without each owner make %d iterations, at most %d are possible."
              .formatted(all, Training.MAX_ITERATIONS),
          "Give fewer --iterations.");
    }
    return ValidationRows.read(csv, catalogue.moments()).form();
  }

  private ParentModel start(Bundle.Parent model, Training training) {
    return new ParentModel(
        model.manifest().sha256(),
        ReleasedModel.parse(model.file()).standardised(catalogue.moments(), training));
  }

  /** The task follows from the study's label; of a regression's columns the last is the target. */
  private TaskPlan mathematics(int columns, long rows) {
    HeParameters parameters = HeParameters.named(study.parameterSet());
    if (study.schema().label() instanceof StudyLabel.Regression) {
      requireNoTelemetry();
      requireEncryptedWeights();
      int features = columns - 1;
      Factor step = LinearPlan.bound(features, l2);
      return new LinearPlan(parameters, LinearPlan.training(features, iterations, step, l2), rows);
    }
    Factor step = StepSize.bound(columns);
    return new LogisticPlan(
        parameters,
        LogisticPlan.training(columns, iterations, step, l2, activation),
        rows,
        telemetry,
        weights);
  }

  private void requireNoTelemetry() {
    if (telemetry > 0) {
      throw JobErrors.usage(
          "A regression releases no margins.", "Leave out --telemetry for this study.");
    }
  }

  private void requireEncryptedWeights() {
    if (weights == WeightForm.SHARED) {
      throw JobErrors.usage(
          "Only a classification can keep its weights shared; this study is a regression.",
          "Leave out --weights for this study.");
    }
  }

  private static long fewestRows(List<PlannedDataset> datasets) {
    return datasets.stream().mapToLong(PlannedDataset::rows).min().orElseThrow();
  }

  private static PlannedDataset planned(DatasetManifest manifest, Sha256 grant) {
    return new PlannedDataset(
        manifest.owner(),
        manifest.contentRoot(),
        manifest.sha256(),
        manifest.rows(),
        manifest.shards().size(),
        grant);
  }

  private static Sha256 nonce() {
    byte[] random = new byte[Sha256.BYTES];
    new SecureRandom().nextBytes(random);
    return Sha256.of(random);
  }
}
